import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SegmentPage } from "@/components/segmentation/segment-page";
import { requireUser } from "@/lib/auth/require-user";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/schemas/paging";
import { getSegmentation } from "@/lib/services/segmentations";
import { getSegment } from "@/lib/services/segments";

interface SegmentRouteProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: SegmentRouteProps): Promise<Metadata> {
  await requireUser();
  return { title: (await loadSegment((await params).id)).segment.name };
}

export default async function SegmentRoute({ params }: SegmentRouteProps) {
  const { role } = await requireUser();
  const { segment, run } = await loadSegment((await params).id);
  return <SegmentPage key={segment.id} initialSegment={segment} run={run} canChange={role !== "viewer"} />;
}

const loadSegment = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound();
  try {
    const segment = await getSegment(id);
    return { segment, run: await getSegmentation(segment.segmentation.id) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
