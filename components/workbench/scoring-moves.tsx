"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatCount, formatFixed } from "@/lib/charts/format-quantity";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { movedRowsSchema } from "@/lib/schemas/comparison";
import { type Scoring, unlikeRowsSchema } from "@/lib/schemas/scoring";
import { MovedRowsTable } from "./moved-rows-table";

const listedMovers = 100;

/** Who is in another segment now, and who is like nobody the run has seen. */
export function ScoringMoves({ scoring }: { scoring: Scoring }) {
  const path = `/api/v1/scorings/${scoring.id}`;
  const segments = (scoring.segments ?? []).map(({ segment, name }) => ({ segment, name }));
  const moved = useQuery({ queryKey: ["scoring-moves", scoring.id], queryFn: ({ signal }) => fetchJson(`${path}/moved?limit=${listedMovers}`, movedRowsSchema, { signal }), retry: false });
  const unlike = useQuery({ queryKey: ["scoring-unlike", scoring.id], queryFn: ({ signal }) => fetchJson(`${path}/unlike`, unlikeRowsSchema, { signal }), enabled: (scoring.unlikeRows ?? 0) > 0, retry: false });
  return (
    <div className="mt-4 flex flex-col gap-4">
      <section aria-label="Who moved">
        <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-2">
          <h3 className="font-semibold">Who moved?</h3>
          {moved.data && moved.data.total > 0 ? <Button asChild size="sm"><a href={`${path}/moved?format=csv`} download><Download aria-hidden /> Who moved (CSV)</a></Button> : null}
        </div>
        {moved.error ? <p className="text-sm text-muted">{problemText(moved.error).detail}</p> : null}
        {moved.data ? <p className="mb-1.5 text-sm text-muted">{movedWords(moved.data)}</p> : null}
        {moved.data && moved.data.items.length > 0 ? (
          <MovedRowsTable rows={moved.data.items.map((row) => ({ ...row, segment: row.otherSegment, otherSegment: row.segment }))} columns={moved.data.columns} from={segments} to={segments} fromLabel="Then" toLabel="Now" sameRun />
        ) : null}
      </section>
      {unlike.data && unlike.data.items.length > 0 ? (
        <section aria-label="Unlike anything seen">
          <h3 className="mb-1.5 font-semibold">Who is unlike anything seen?</h3>
          <p className="mb-1.5 text-sm text-muted">
            Farther from their segment’s centre than 99 % of the run’s rows were (beyond {formatFixed(unlike.data.beyond, 2)}), the farthest first{unlike.data.items.length < unlike.data.total ? `: ${formatCount(unlike.data.items.length)} of ${formatCount(unlike.data.total)}` : ""}. Their segment says little about them.
          </p>
          <MovedRowsTable label="Rows unlike anything seen" rows={unlike.data.items.map((row) => ({ ...row, otherSegment: row.segment }))} columns={unlike.data.columns} from={segments} to={segments} fromLabel="Nearest segment" />
        </section>
      ) : null}
    </div>
  );
}

function movedWords({ total, comparedRows = 0, matchedBy = "" }: { total: number; comparedRows?: number; matchedBy?: string }): string {
  if (comparedRows === 0) return `None of these rows was in the run (looked for by ${matchedBy}).`;
  const listed = total > listedMovers ? ` The first ${listedMovers} are listed.` : "";
  return `${formatCount(total)} of ${formatCount(comparedRows)} rows that were in the run ${total === 1 ? "is" : "are"} in another segment now; they were found again by ${matchedBy}.${listed}`;
}
