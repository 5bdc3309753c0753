"use client";

import { Skeleton } from "@/components/ui/skeleton";
import { formatFixed } from "@/lib/charts/format-quantity";
import type { CatalogueItem, ViewerRows } from "@/lib/schemas/recommendation";
import { TitleRow } from "./title-row";

interface ViewerRowsViewProps {
  data: Pick<ViewerRows, "rows" | "history" | "watchlist">;
  onOpen: (item: CatalogueItem) => void;
}

/** The rows of a streaming service's home page, then the watchlist and what was seen. */
export function ViewerRowsView({ data, onOpen }: ViewerRowsViewProps) {
  const { rows, watchlist, history } = data;
  return (
    <div className="flex flex-col gap-5">
      {watchlist.length > 0 ? <TitleRow title="Watchlist" items={watchlist} onOpen={onOpen} /> : null}
      {rows.length === 0 ? <p className="py-8 text-center text-sm text-muted">There is nothing left to show: everything is seen or not wanted.</p> : null}
      {rows.map((row) => <TitleRow key={row.id} title={row.title} note={row.note} items={row.items} onOpen={onOpen} />)}
      {history.length > 0 ? (
        <TitleRow title="Seen so far" note="newest first" items={history.map((item) => ({ ...item, caption: item.rating === undefined ? (item.live ? "just now" : undefined) : `rated ${formatFixed(item.rating, 1)}${item.live ? ", just now" : ""}` }))} onOpen={onOpen} />
      ) : null}
    </div>
  );
}

export function RowsSkeleton() {
  return (
    <div role="status" aria-label="Loading rows" className="flex flex-col gap-5">
      {[0, 1, 2].map((row) => (
        <div key={row}>
          <Skeleton className="mb-2 h-5 w-44" />
          <div className="flex gap-3 overflow-hidden">{Array.from({ length: 10 }, (_, at) => <Skeleton key={at} className="aspect-[2/3] w-28 shrink-0 md:w-32" />)}</div>
        </div>
      ))}
    </div>
  );
}
