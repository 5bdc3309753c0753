"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { similarSchema, type CatalogueItem, type Suggestion, type ViewerRows } from "@/lib/schemas/recommendation";
import type { Recommender } from "@/lib/schemas/recommender";
import { MarkButtons } from "./mark-buttons";
import { ReasonBars } from "./reason-bars";
import { queryOf, recommenderPath } from "./recommender-paths";
import { TileArt } from "./tile-art";
import { TitleTile } from "./title-tile";
import type { Mark } from "./use-viewer";

export type SheetItem = CatalogueItem & Partial<Suggestion>;

interface TitleSheetProps {
  recommender: Pick<Recommender, "id" | "datasetId">;
  /** Undefined while closed. */
  item: SheetItem | undefined;
  onClose: () => void;
  onOpen: (item: SheetItem) => void;
  feedback?: ViewerRows["feedback"][number];
  scale?: [number, number];
  /** Absent where nobody is looked at, or marks are not allowed. */
  onMark?: (mark: Mark) => void;
}

/** One title from the side: why it is shown, what can be said about it, its figures, and what is like it. */
export function TitleSheet({ recommender, item, onClose, onOpen, feedback, scale, onMark }: TitleSheetProps) {
  return (
    <Dialog open={item !== undefined} onOpenChange={(open) => !open && onClose()}>
      {item ? (
        <DialogContent
          title={tileTitle(item.label)}
          description={[item.year, item.genres.join(", ")].filter(Boolean).join(" · ") || undefined}
          className="top-0 right-0 left-auto h-dvh max-h-dvh w-[min(27rem,100vw)] translate-x-0 translate-y-0 gap-4 rounded-none border-y-0 border-r-0"
        >
          <div className="flex gap-4">
            <div className="w-28 shrink-0"><TileArt label={item.label} genres={item.genres} pictureUrl={item.pictureUrl} /></div>
            <div className="flex min-w-0 flex-col gap-2 text-sm">
              <Figures item={item} />
              {item.people?.length ? <p className="line-clamp-3 text-xs text-muted">{item.people.join(", ")}</p> : null}
              {item.tags?.length ? <ul aria-label="Tags" className="flex max-h-16 flex-wrap gap-1 overflow-hidden">{item.tags.slice(0, 10).map((tag) => <li key={tag} className="max-w-full"><Badge className="truncate">{tag}</Badge></li>)}</ul> : null}
            </div>
          </div>
          {item.description ? <p className="line-clamp-6 text-sm text-muted">{item.description}</p> : null}
          {onMark ? <MarkButtons item={item} datasetId={recommender.datasetId} feedback={feedback} scale={scale} onMark={onMark} /> : null}
          {item.why && item.why.length > 0 ? <ReasonBars reasons={item.why} /> : null}
          <SimilarTitles recommenderId={recommender.id} item={item.item} onOpen={onOpen} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function Figures({ item }: { item: SheetItem }) {
  const figures = [
    item.predictedRating === undefined ? undefined : ["predicted rating", formatFixed(item.predictedRating, 2)],
    item.meanRating === undefined ? undefined : ["mean rating", formatFixed(item.meanRating, 2)],
    item.users === undefined ? undefined : [item.users === 1 ? "person had it" : "people had it", formatCount(item.users)],
    item.score === undefined ? undefined : ["score", formatQuantity(item.score)],
  ].filter((figure) => figure !== undefined);
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-2">
      {figures.map(([label, value]) => (
        <div key={label} className="flex flex-col-reverse"><dt className="text-xs text-muted">{label}</dt><dd className="text-lg font-semibold tabular">{value}</dd></div>
      ))}
    </dl>
  );
}

function SimilarTitles({ recommenderId, item, onOpen }: { recommenderId: string; item: string; onOpen: (item: SheetItem) => void }) {
  const similar = useQuery({
    queryKey: ["recommender-similar", recommenderId, item],
    queryFn: ({ signal }) => fetchJson(`${recommenderPath(recommenderId, "similar")}${queryOf({ item, k: 9 })}`, similarSchema, { signal }),
    staleTime: 300_000,
  });
  return (
    <section aria-labelledby="similar-titles">
      <h3 id="similar-titles" className="mb-2 text-base font-semibold">Similar titles</h3>
      {similar.isPending ? <div role="status" aria-label="Loading similar titles" className="grid grid-cols-3 gap-3">{[0, 1, 2].map((at) => <Skeleton key={at} className="aspect-[2/3]" />)}</div> : null}
      {similar.error ? <p className="text-sm text-muted">{problemText(similar.error).detail}</p> : null}
      {similar.data?.items.length === 0 ? <p className="text-sm text-muted">Nothing is like it: nobody has had it together with anything else.</p> : null}
      <ul className="grid grid-cols-3 gap-3">
        {similar.data?.items.map((other) => <li key={other.item} className="min-w-0"><TitleTile item={other} onOpen={() => onOpen(other)} /></li>)}
      </ul>
    </section>
  );
}
