import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SegmentationPage } from "@/components/segmentation/segmentation-page";
import { requireUser } from "@/lib/auth/require-user";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/schemas/paging";
import { getSegmentation } from "@/lib/services/segmentations";

interface RunPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  await requireUser();
  return { title: (await loadRun((await params).id)).name };
}

export default async function RunPage({ params }: RunPageProps) {
  const { role } = await requireUser();
  const run = await loadRun((await params).id);
  return <SegmentationPage key={run.id} initialRun={run} canChange={role !== "viewer"} initialNowMs={requestTimeMs()} />;
}

const loadRun = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound();
  try {
    return await getSegmentation(id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});

function requestTimeMs(): number {
  return Date.now();
}
