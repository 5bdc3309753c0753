import type { Metadata } from "next";
import { EngagementList } from "@/components/engagement/engagement-list";
import { requireUser } from "@/lib/auth/require-user";
import { listEventDatasets } from "@/lib/services/datasets";

export const metadata: Metadata = { title: "Engagement" };

export default async function Page() {
  await requireUser();
  return <EngagementList datasets={await listEventDatasets()} />;
}
