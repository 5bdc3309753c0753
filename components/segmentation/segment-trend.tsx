"use client";

import { useQuery } from "@tanstack/react-query";
import { TrendingDown, TrendingUp } from "lucide-react";
import Link from "next/link";
import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { fetchJson } from "@/lib/http/browser-fetch";
import { trendSchema } from "@/lib/schemas/comparison";
import type { Segment } from "@/lib/schemas/segmentation";

/** Smaller changes are not worth an arrow. */
const noticeablePoints = 0.05;

/** How the share of a segment has changed since the run before, where that run has the same people; nothing otherwise. */
export function SegmentTrend({ runId, segment }: { runId: string; segment: Pick<Segment, "segment" | "shareRatio"> }) {
  const trend = useQuery({ queryKey: ["trend", runId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${runId}/trend`, trendSchema, { signal }), staleTime: 60_000, retry: false });
  const { previous, segments = [] } = trend.data ?? {};
  const before = segments.find((each) => each.segment === segment.segment);
  if (!previous || !before) return null;
  const points = 100 * (segment.shareRatio - before.previousShareRatio);
  const Icon = points > 0 ? TrendingUp : TrendingDown;
  const changed = Math.abs(points) >= noticeablePoints;
  const words = changed ? `${points > 0 ? "up" : "down"} ${formatFixed(Math.abs(points), 1)} points` : "unchanged";
  return (
    <Link
      href={`/segmentations/${runId}?tab=compare&with=${previous.id}`}
      title={`${formatShare(before.previousShareRatio)} in ${previous.name} on version ${previous.datasetVersion}, ${previous.finishedAt.slice(0, 10)}`}
      className="inline-flex items-center gap-1 text-xs text-muted tabular hover:text-ink hover:underline"
    >
      {changed ? <Icon aria-hidden className="size-3" /> : null}{words}<span className="sr-only"> since the run before</span>
    </Link>
  );
}
