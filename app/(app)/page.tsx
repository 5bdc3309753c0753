import type { Metadata } from "next";
import { HomePage } from "@/components/home/home-page";
import { shownOnHome } from "@/components/home/shown-on-home";
import { requireUser } from "@/lib/auth/require-user";
import { meetsRole } from "@/lib/auth/role-order";
import { listDatasets } from "@/lib/services/datasets";
import { listExamples } from "@/lib/services/examples";
import { listSegmentations } from "@/lib/services/segmentations";

export const metadata: Metadata = { title: "Home" };

export default async function Page() {
  const user = await requireUser();
  const [datasets, runs] = await Promise.all([listDatasets({ limit: shownOnHome }), listSegmentations({ limit: shownOnHome })]);
  return <HomePage name={user.name} canWrite={meetsRole(user.role, "analyst")} datasets={datasets.items} runs={runs.items} examples={listExamples()} />;
}
