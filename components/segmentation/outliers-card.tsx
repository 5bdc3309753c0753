"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed, formatQuantity, formatSigned } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Outliers, outliersSchema } from "@/lib/schemas/outliers";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { segmentNameOf, sourceOf } from "./segment-legend";

type Outlier = Outliers["items"][number];

/** The rows that a density-based run left out, each with why. */
export function OutliersCard({ run }: { run: Segmentation }) {
  const query = useQuery({
    queryKey: ["segmentation-outliers", run.id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/outliers`, outliersSchema, { signal }),
    staleTime: Infinity,
  });
  const found = query.data;
  const failure = query.error ? problemText(query.error) : undefined;
  const nameOf = segmentNameOf(run.segments);
  const nameOfRow = ({ label, rowId }: Outlier) => label ?? `Row ${formatCount(rowId + 1)}`;
  return (
    <ChartFrame
      title="Which rows belong nowhere, and why?"
      definition={run.algorithm === "dbscan" ? `no core row within eps = ${formatQuantity(found?.eps ?? Number(run.parameters.eps))} of them; distances between prepared features` : "too thinly surrounded for a segment; distances between prepared features"}
      height={320}
      isTable
      state={failure ? { status: "error", message: failure.detail, reference: failure.requestId, onRetry: () => void query.refetch() } : !found ? { status: "loading" } : found.items.length === 0 ? { status: "empty", message: "Every row belongs to a segment." } : { status: "ready" }}
      source={sourceOf(run)}
      note={found && found.items.length < found.total ? `The ${formatCount(found.items.length)} farthest of ${formatCount(found.total)}; the table of all rows has the others, under Noise.` : undefined}
      table={found ? {
        columns: [{ label: "Row" }, { label: "Distance", numeric: true }, { label: "Nearest segment" }, { label: "Unusual feature" }, { label: "Value", numeric: true }, { label: "Average", numeric: true }, { label: "Distance from the average, σ", numeric: true }],
        rows: found.items.map((item) => [nameOfRow(item), item.distance, item.nearestSegment === null ? null : nameOf(item.nearestSegment), item.unusual.feature, item.unusual.value, item.unusual.average, item.unusual.zScore]),
      } : undefined}
    >
      {found ? (
        <Table label="Rows without a segment" wrapperClassName="max-h-[42rem] overflow-y-auto">
          <TableHead className="sticky top-0 z-10 bg-panel">
            <TableRow>
              <TableHeader>Row</TableHeader>
              <TableHeader numeric>{run.algorithm === "dbscan" ? "To the nearest core row" : "To the nearest segment"}</TableHeader>
              <TableHeader>Nearest segment</TableHeader>
              <TableHeader>Most unusual in</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {found.items.map((item) => (
              <TableRow key={item.rowId}>
                <TableCell className="max-w-56 truncate font-medium" title={`Row ${formatCount(item.rowId + 1)}`}>{nameOfRow(item)}</TableCell>
                <TableCell numeric>{formatFixed(item.distance, 2)}{found.eps && item.distance !== null ? <span className="ml-2 text-muted">{formatFixed(item.distance / found.eps, 1)} × eps</span> : null}</TableCell>
                <TableCell className="max-w-56 truncate text-muted">{item.nearestSegment === null ? "–" : <><span aria-hidden className="mr-1.5 inline-block size-2 rounded-[2px]" style={{ background: segmentColor(item.nearestSegment) }} />{nameOf(item.nearestSegment)}</>}</TableCell>
                <TableCell className="min-w-72 whitespace-normal">{why(item.unusual)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : null}
    </ChartFrame>
  );
}

function why({ feature, value, average, zScore, beyondRatio }: Outlier["unusual"]) {
  const side = zScore >= 0 ? "higher" : "lower";
  return (
    <>
      <span className="font-medium">{feature}</span>{value === null ? "" : ` is ${formatQuantity(value)}`}: {side} than {formatShare(beyondRatio)} of all rows
      <span className="text-muted tabular"> ({average === null ? "" : `average ${formatQuantity(average)}, `}{formatSigned(zScore, 1)} σ as it was prepared)</span>
    </>
  );
}
