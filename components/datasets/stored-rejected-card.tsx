"use client";

import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card";
import { fetchJson } from "@/lib/http/browser-fetch";
import type { Dataset } from "@/lib/schemas/dataset";
import { rejectsSchema, type Rejects } from "@/lib/schemas/dataset-version";
import { formatCount } from "@/lib/charts/format-quantity";

type Reject = Rejects["items"][number];

function rejectWords({ line, column, value, reason }: Reject): string {
  const where = column === null ? "" : ` ${column}`;
  const what = value === null || column === null ? "" : ` “${value.length > 24 ? `${value.slice(0, 24)}…` : value}”`;
  return `line ${formatCount(line)}${where}${what}: ${reason}`;
}

/** Rows in = rows stored + rows rejected: both counts, the first rejects in words, and all of them to download. */
export function StoredRejectedCard({ dataset }: { dataset: Dataset }) {
  const { rejectedCount, rowCount, id, version } = dataset;
  const { data } = useQuery({
    queryKey: ["dataset-rejects", id, version],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${id}/rejects?limit=3`, rejectsSchema, { signal }),
    enabled: rejectedCount > 0,
  });
  return (
    <Card aria-label="Rows stored and rejected" className="mb-3.5 flex flex-wrap items-baseline gap-x-5 gap-y-1 py-3">
      <span><strong className="font-semibold tabular">{formatCount(rowCount)}</strong> <span className="text-muted">{rowCount === 1 ? "row" : "rows"} stored</span></span>
      <span className={rejectedCount > 0 ? "text-warning" : "text-muted"}><strong className="font-semibold tabular">{formatCount(rejectedCount)}</strong> rejected</span>
      {rejectedCount === 0 ? <span className="text-muted">Every row of the file is here.</span> : null}
      {rejectedCount > 0 ? (
        <span className="min-w-0 break-words text-muted">
          {data?.items.map((reject, position) => <span key={position}>{rejectWords(reject)} · </span>)}
          <a href={`/api/v1/datasets/${id}/rejects.csv`} download className="whitespace-nowrap text-ink underline underline-offset-2">{rejectedCount === 1 ? "as CSV" : `all ${formatCount(rejectedCount)}, as CSV`}</a>
        </span>
      ) : null}
    </Card>
  );
}
