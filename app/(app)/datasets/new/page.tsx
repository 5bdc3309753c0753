import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UploadPage } from "@/components/datasets/upload-page";
import { requireRole } from "@/lib/auth/require-user";
import { env } from "@/lib/env";
import { versionModeSchema } from "@/lib/schemas/dataset-version";
import { idSchema } from "@/lib/schemas/paging";
import { findDataset } from "../find-dataset";

export const metadata: Metadata = { title: "Upload" };

interface NewDatasetPageProps {
  searchParams: Promise<{ into?: string; mode?: string }>;
}

export default async function NewDatasetPage({ searchParams }: NewDatasetPageProps) {
  await requireRole("analyst");
  const { into, mode } = await searchParams;
  const maximumBytes = env().MAX_UPLOAD_BYTES;
  if (into === undefined) return <UploadPage maximumBytes={maximumBytes} />;
  const id = idSchema.safeParse(into);
  const dataset = id.success ? await findDataset(id.data) : undefined;
  if (!dataset) notFound();
  const parsedMode = versionModeSchema.catch("append").parse(mode);
  return <UploadPage key={`${dataset.id}-${parsedMode}`} maximumBytes={maximumBytes} into={{ datasetId: dataset.id, name: dataset.name, mode: parsedMode }} />;
}
