import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { DatasetChooser } from "@/components/segmentation/dataset-chooser";
import { NewSegmentation } from "@/components/segmentation/new-segmentation";
import { readPrefill } from "@/components/segmentation/read-prefill";
import { requireUser } from "@/lib/auth/require-user";
import { idSchema } from "@/lib/schemas/paging";

export const metadata: Metadata = { title: "New segmentation" };

export default async function NewSegmentationPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { role } = await requireUser();
  if (role === "viewer") forbidden();
  const { dataset, plan, rows } = await searchParams;
  const datasetId = idSchema.safeParse(dataset);
  return datasetId.success ? <NewSegmentation datasetId={datasetId.data} prefill={readPrefill(plan)} rowsAsTheyAre={rows === "as-they-are"} /> : <DatasetChooser />;
}
