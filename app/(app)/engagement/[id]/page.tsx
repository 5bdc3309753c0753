import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EngagementPage } from "@/components/engagement/engagement-page";
import { NotEvents } from "@/components/engagement/not-events";
import { requireUser } from "@/lib/auth/require-user";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/schemas/paging";
import { engagementFacts } from "@/lib/services/engagement-facts";

export const metadata: Metadata = { title: "Engagement" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { role } = await requireUser();
  const id = idSchema.safeParse((await params).id);
  if (!id.success) notFound();
  const facts = await engagementFacts(id.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code !== "internal") return error;
    throw error;
  });
  if (!(facts instanceof AppError)) return <EngagementPage key={facts.datasetId} facts={facts} canChange={role !== "viewer"} />;
  if (facts.code === "not_found") notFound();
  return <NotEvents datasetId={id.data} message={facts.userMessage} />;
}
