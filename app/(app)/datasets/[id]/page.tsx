import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DatasetPage } from "@/components/datasets/dataset-page";
import { requireUser } from "@/lib/auth/require-user";
import { meetsRole } from "@/lib/auth/role-order";
import { idSchema } from "@/lib/schemas/paging";
import { findDataset } from "../find-dataset";

interface PageProps {
  params: Promise<{ id: string }>;
}

async function datasetOf({ params }: PageProps) {
  const id = idSchema.safeParse((await params).id);
  return id.success ? findDataset(id.data) : undefined;
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  await requireUser();
  const dataset = await datasetOf(props);
  return { title: dataset?.name ?? "Dataset" };
}

export default async function Page(props: PageProps) {
  const user = await requireUser();
  const dataset = await datasetOf(props);
  if (!dataset) notFound();
  return <DatasetPage key={dataset.id} initial={dataset} canWrite={meetsRole(user.role, "analyst")} />;
}
