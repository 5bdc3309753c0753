import type { Metadata } from "next";
import { SegmentationList } from "@/components/segmentation/segmentation-list";
import { requireUser } from "@/lib/auth/require-user";

export const metadata: Metadata = { title: "Segmentations" };

export default async function SegmentationsPage() {
  const { role } = await requireUser();
  return <SegmentationList canRun={role !== "viewer"} initialNowMs={requestTimeMs()} />;
}

function requestTimeMs(): number {
  return Date.now();
}
