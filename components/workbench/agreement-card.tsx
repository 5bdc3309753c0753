"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { ChartFrame } from "@/components/charts/chart-frame";
import { segmentNameOf, sourceOf } from "@/components/segmentation/segment-legend";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { type Agreement, agreementSchema } from "@/lib/schemas/trust";

const lineHeight = 36;

/** Whether the segments find again what a column knows: a true segment, a channel, a region. */
export function AgreementCard({ run }: { run: Segmentation }) {
  const [column, setColumn] = useQueryState("known", parseAsString);
  const query = useQuery({
    queryKey: ["segmentation-agreement", run.id, run.cut, column],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ ...(column !== null && { column }), ...(run.cut !== undefined && { cut: String(run.cut) }) });
      return fetchJson(`/api/v1/segmentations/${run.id}/agreement?${asked}`, agreementSchema, { signal });
    },
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const { columns = [], agreement } = query.data ?? {};
  const failure = query.error ? problemText(query.error) : undefined;
  const nameOf = segmentNameOf(run.segments);
  if (query.data && columns.length === 0) return null;
  return (
    <ChartFrame
      title="Do they agree with what is known?"
      definition={agreement ? `adjusted Rand ${formatFixed(agreement.ari, 3)}, adjusted mutual information ${formatFixed(agreement.ami, 3)}: 1 the same groups, 0 as chance` : "rows by segment and by a column that the clustering did not use"}
      height={((agreement?.contingency.length ?? 2) + 1) * lineHeight}
      isTable
      source={sourceOf(run)}
      state={failure ? { status: "error", message: failure.detail, reference: failure.requestId, onRetry: () => void query.refetch() } : !query.data ? { status: "loading" } : agreement ? { status: "ready" } : { status: "empty", message: "No column looks like a known answer. Choose one to compare with." }}
      table={agreement ? contingencyTable(agreement, nameOf) : undefined}
      note={agreement ? <>{verdict(agreement.ari, agreement.column)}{agreement.missingRows > 0 ? ` ${formatCount(agreement.missingRows)} rows have no value there and are left out.` : ""}</> : undefined}
      actions={
        columns.length > 0 ? (
          <Select aria-label="Known groups" className="h-7 w-44 text-xs" value={agreement?.column ?? ""} onChange={(event) => void setColumn(event.target.value || null)}>
            {agreement ? null : <option value="">Choose a column</option>}
            {columns.map(({ name, values }) => <option key={name} value={name}>{name} ({values} values)</option>)}
          </Select>
        ) : null
      }
    >
      {agreement ? <ContingencyTable agreement={agreement} nameOf={nameOf} /> : null}
    </ChartFrame>
  );
}

type Agreed = NonNullable<Agreement["agreement"]>;

function ContingencyTable({ agreement, nameOf }: { agreement: Agreed; nameOf: (segment: number) => string }) {
  return (
    <Table label={`Rows by segment and ${agreement.column}`}>
      <TableHead>
        <TableRow>
          <TableHeader className="sticky left-0 z-10 bg-panel">Segment</TableHeader>
          {agreement.values.map((value) => <TableHeader key={value} numeric className="max-w-40 truncate" title={`${agreement.column}: ${value}`}>{value}</TableHeader>)}
        </TableRow>
      </TableHead>
      <TableBody>
        {agreement.contingency.map(({ segment, counts }) => {
          const size = counts.reduce((sum, count) => sum + count, 0);
          return (
            <TableRow key={segment}>
              <TableHeader scope="row" className="sticky left-0 z-10 max-w-56 truncate bg-panel font-normal text-ink" title={nameOf(segment)}><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{nameOf(segment)}</TableHeader>
              {counts.map((count, position) => (
                <TableCell key={agreement.values[position]} numeric style={{ background: `color-mix(in srgb, ${segmentColor(segment)} ${Math.round((38 * count) / Math.max(1, size))}%, transparent)` }} title={`${formatShare(count / Math.max(1, size))} of the segment`}>
                  {count === 0 ? <span className="text-muted">0</span> : formatCount(count)}
                </TableCell>
              ))}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function contingencyTable({ values, contingency }: Agreed, nameOf: (segment: number) => string) {
  return { columns: [{ label: "Segment" }, ...values.map((label) => ({ label, numeric: true }))], rows: contingency.map(({ segment, counts }) => [nameOf(segment), ...counts]) };
}

/** In words; the bands follow Steinley 2004 (0.9 excellent, 0.8 good, 0.65 moderate). */
function verdict(ari: number, column: string): string {
  if (ari >= 0.9) return `The segments are almost exactly the groups of ${column}.`;
  if (ari >= 0.65) return `The segments largely find the groups of ${column} again.`;
  if (ari >= 0.2) return `The segments share something with the groups of ${column}, and no more.`;
  return `The segments say something else than ${column}: they agree little more than chance would.`;
}
