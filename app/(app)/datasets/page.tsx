import type { Metadata } from "next";
import { DatasetList } from "@/components/datasets/dataset-list";
import { requireUser } from "@/lib/auth/require-user";
import { meetsRole } from "@/lib/auth/role-order";
import { listDatasets } from "@/lib/services/datasets";

export const metadata: Metadata = { title: "Datasets" };

export default async function DatasetsPage() {
  const user = await requireUser();
  const initial = await listDatasets({ limit: 200 });
  return <DatasetList initial={initial} canWrite={meetsRole(user.role, "analyst")} />;
}
