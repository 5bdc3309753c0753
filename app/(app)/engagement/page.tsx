import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EngagementList } from "@/components/engagement/engagement-list";
import { requireUser } from "@/lib/auth/require-user";
import { idSchema } from "@/lib/schemas/paging";
import { listEventDatasets } from "@/lib/services/datasets";

export const metadata: Metadata = { title: "Engagement" };

/** `?segmentation=ID` is carried to the dashboard, which then compares that run's segments. */
export default async function Page({ searchParams }: { searchParams: Promise<{ segmentation?: string | string[] }> }) {
  await requireUser();
  const run = idSchema.safeParse((await searchParams).segmentation).data;
  const datasets = await listEventDatasets();
  const [only] = datasets;
  if (run && only && datasets.length === 1) redirect(`/engagement/${only.id}?run=${run}`);
  return <EngagementList datasets={datasets} run={run} />;
}
