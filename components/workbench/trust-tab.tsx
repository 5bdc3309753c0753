"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { AgreementCard } from "./agreement-card";
import { SilhouetteChart } from "./silhouette-chart";

/** A segment below this share or size is easily an accident. */
const smallShareRatio = 0.02;
const smallRows = 10;
const silhouetteHeight = 360;

/** How far each segment may be relied on: does it come back when the rows are drawn again, and is it large enough? */
export function TrustTab({ run: initial }: { run: Segmentation }) {
  // Stability follows the result as a job of its own: look again until it is there.
  const { data: saved } = useQuery({
    queryKey: ["segmentation", initial.id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${initial.id}`, segmentationSchema, { signal }),
    initialData: initial,
    enabled: initial.cut === undefined,
    refetchInterval: ({ state }) => (state.data && waitsForStability(state.data) && state.dataUpdateCount < 60 ? 1000 : false),
  });
  // Another cut of the tree is not stored, so nothing but what was handed over knows it.
  const run = initial.cut === undefined ? saved : initial;
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  const judged = segments.some(({ stability }) => stability !== undefined);
  const small = segments.filter(({ size, shareRatio }) => size < smallRows || shareRatio < smallShareRatio);
  return (
    <div className="flex flex-col gap-3.5">
      {small.length > 0 ? (
        <Alert tone="warning" title={small.length === 1 ? "One segment is very small" : `${small.length} segments are very small`}>
          {small.map(({ name, size }) => `“${name}” has ${formatCount(size)} rows`).join(", ")}. Its figures may be an accident of a few rows.
        </Alert>
      ) : null}
      {segments.length > 1 ? <SilhouetteChart run={run} height={silhouetteHeight} /> : null}
      <ChartFrame
        title="Do the segments come back?"
        definition="mean Jaccard similarity over 100 bootstrap resamples; from 0.75 a segment is stable (Hennig 2007)"
        height={segments.length * 36 + 40}
        isTable
        state={judged ? { status: "ready" } : { status: "empty", message: run.cut !== undefined ? "Stability is judged for segments that are saved: save this cut, and it follows within seconds." : waitsForStability(run) ? "The rows are being drawn again; this takes some seconds." : "Stability is not judged for this run: it has no segments, or a density-based run has too many rows to draw again." }}
        table={{ columns: [{ label: "Segment" }, { label: "Rows", numeric: true }, { label: "Share, 0–1", numeric: true }, { label: "Jaccard", numeric: true }, { label: "Reading" }], rows: segments.map(({ name, size, shareRatio, stability }) => [name, size, shareRatio, stability?.jaccard ?? null, stability?.reading ?? null]) }}
      >
        <Table label="Stability of each segment">
          <TableHead>
            <TableRow>
              <TableHeader>Segment</TableHeader>
              <TableHeader numeric>Rows</TableHeader>
              <TableHeader numeric>Share</TableHeader>
              <TableHeader>Stability</TableHeader>
              <TableHeader numeric>Jaccard</TableHeader>
              <TableHeader>Reading</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {segments.map(({ segment, name, size, shareRatio, stability }) => (
              <TableRow key={segment}>
                <TableCell className="max-w-72 truncate"><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{name}</TableCell>
                <TableCell numeric>{formatCount(size)}</TableCell>
                <TableCell numeric>{formatShare(shareRatio)}</TableCell>
                <TableCell className="w-1/3 min-w-32"><span aria-hidden className="block h-2 rounded-full bg-soft"><span className="block h-2 rounded-full" style={{ width: `${100 * (stability?.jaccard ?? 0)}%`, background: segmentColor(segment) }} /></span></TableCell>
                <TableCell numeric>{formatFixed(stability?.jaccard, 2)}</TableCell>
                <TableCell>{stability ? <Badge tone={stability.jaccard >= 0.75 ? "good" : "warning"}>{stability.reading}</Badge> : "–"}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ChartFrame>
      {segments.length > 0 ? <AgreementCard run={run} /> : null}
    </div>
  );
}

const tooOldMs = 10 * 60_000;

function waitsForStability(run: Segmentation): boolean {
  const fresh = run.finishedAt !== undefined && Date.now() - Date.parse(run.finishedAt) < tooOldMs;
  return fresh && run.algorithm !== "pca" && run.segments.some(({ segment }) => segment >= 0) && run.segments.every(({ stability }) => stability === undefined);
}
