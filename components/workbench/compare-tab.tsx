"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Comparison, comparisonSchema } from "@/lib/schemas/comparison";
import { type Segmentation, segmentationPageSchema, segmentationSchema } from "@/lib/schemas/segmentation";

/** The run beside another one of the same dataset: how far they agree, and who moved where. */
export function CompareTab({ run }: { run: Segmentation }) {
  const [otherId, setOtherId] = useQueryState("with", { defaultValue: "" });
  const runs = useQuery({
    queryKey: ["segmentations", "of", run.datasetId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations?datasetId=${run.datasetId}&status=succeeded&limit=200`, segmentationPageSchema, { signal }),
  });
  const others = runs.data?.items.filter(({ id, algorithm }) => id !== run.id && algorithm !== "pca") ?? [];
  const other = useQuery({ queryKey: ["segmentation", otherId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${otherId}`, segmentationSchema, { signal }), enabled: otherId !== "" });
  const comparison = useQuery({ queryKey: ["comparison", run.id, otherId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/compare/${otherId}`, comparisonSchema, { signal }), enabled: otherId !== "", retry: false });
  const failure = comparison.error ?? other.error ?? runs.error;
  return (
    <div className="flex flex-col gap-3.5">
      <Card>
        <CardHeader title="Compare with which run?" definition="runs of the same dataset" />
        {runs.isSuccess && others.length === 0 ? <p className="text-sm text-muted">There is no other run with segments on this dataset yet. Run it again with another k or method, then compare here.</p> : (
          <Field label="Other run" className="w-96 max-w-full">
            <Select value={otherId} onChange={(event) => void setOtherId(event.target.value)}>
              <option value="">Choose a run</option>
              {others.map(({ id, name, createdAt }) => <option key={id} value={id}>{name}, {createdAt.slice(0, 16).replace("T", " ")}</option>)}
            </Select>
          </Field>
        )}
      </Card>
      {failure ? <Alert tone="danger" title={problemText(failure).title} reference={problemText(failure).requestId}>{problemText(failure).detail}</Alert> : null}
      {otherId && !failure && !(comparison.data && other.data) ? <Skeleton className="h-64 w-full" /> : null}
      {comparison.data && other.data ? <ComparisonView run={run} other={other.data} comparison={comparison.data} /> : null}
    </div>
  );
}

function ComparisonView({ run, other, comparison }: { run: Segmentation; other: Segmentation; comparison: Comparison }) {
  const { ari, ami, rows, movedRows, contingency, matches } = comparison;
  const matchOf = new Map(matches.map(({ segment, otherSegment }) => [otherSegment, segment]));
  const rowsIn = (segment: number, otherSegment: number): number => contingency.find((cell) => cell.segment === segment && cell.otherSegment === otherSegment)?.rows ?? 0;
  return (
    <Card>
      <CardHeader title={agreement(ari)} definition={`adjusted Rand ${formatFixed(ari, 3)}, adjusted mutual information ${formatFixed(ami, 3)} over ${formatCount(rows)} rows`} />
      <p className="mb-3 text-sm">{formatCount(movedRows)} rows are not in the segment that matches theirs. A column has the colour of the segment that it matches best.</p>
      <Table label="Rows in each pair of segments">
        <TableHead>
          <TableRow>
            <TableHeader>{run.name}</TableHeader>
            {other.segments.map(({ segment, name }) => (
              <TableHeader key={segment} numeric className="max-w-40 truncate" title={name}>
                <span aria-hidden className="mr-1.5 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(matchOf.get(segment) ?? -1) }} />{name}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {run.segments.map(({ segment, name, size }) => (
            <TableRow key={segment}>
              <TableCell className="max-w-60 truncate"><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{name}</TableCell>
              {other.segments.map((column) => {
                const shared = rowsIn(segment, column.segment);
                return <TableCell key={column.segment} numeric style={{ background: `color-mix(in srgb, var(--accent) ${Math.round((40 * shared) / Math.max(1, size))}%, transparent)` }}>{formatCount(shared)}</TableCell>;
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function agreement(ari: number): string {
  if (ari >= 0.999) return "The same partition.";
  if (ari >= 0.8) return "Nearly the same partition.";
  if (ari >= 0.5) return "Much in common.";
  return ari >= 0.2 ? "Little in common." : "Hardly anything in common.";
}
