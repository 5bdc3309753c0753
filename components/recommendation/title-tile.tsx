"use client";

import { Star } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/class-names";
import { formatFixed } from "@/lib/charts/format-quantity";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import type { CatalogueItem, Suggestion } from "@/lib/schemas/recommendation";
import { TileArt } from "./tile-art";

interface TitleTileProps {
  item: CatalogueItem & Partial<Pick<Suggestion, "predictedRating" | "meanRating" | "score">>;
  onOpen: (item: CatalogueItem) => void;
  /** In rows that the arrow keys move through, only one tile is a stop of the Tab key. */
  tabIndex?: number;
  onFocus?: () => void;
  /** Instead of year and rating. */
  caption?: string;
  className?: string;
}

/** One title: its picture, its name and a line of figures; opens the sheet with the reasons. */
export const TitleTile = memo(function TitleTile({ item, onOpen, tabIndex, onFocus, caption, className }: TitleTileProps) {
  const title = tileTitle(item.label);
  const rating = item.predictedRating ?? item.meanRating;
  return (
    <button type="button" data-tile tabIndex={tabIndex} onFocus={onFocus} onClick={() => onOpen(item)} className={cn("group relative block w-full rounded-control text-left outline-offset-2", className)}>
      <TileArt label={item.label} genres={item.genres} pictureUrl={item.pictureUrl} className="transition-[filter] duration-150 group-hover:brightness-110 group-focus-visible:brightness-110" />
      <span className={item.pictureUrl ? "mt-1.5 block truncate text-xs font-medium" : "sr-only"} title={item.label}>{title}</span>
      <span className="mt-1 flex h-4 items-center gap-1.5 truncate text-2xs text-muted tabular">
        {caption ?? (
          <>
            {item.year ?? ""}
            {rating === undefined ? null : (
              <span title={item.predictedRating === undefined ? "mean rating" : "predicted rating"} className={cn("inline-flex items-center gap-0.5", item.predictedRating !== undefined && "text-accent")}>
                <Star aria-hidden className="size-2.5 fill-current" />
                <span className="sr-only">{item.predictedRating === undefined ? "mean rating" : "predicted rating"} </span>{formatFixed(rating, 1)}
              </span>
            )}
          </>
        )}
      </span>
    </button>
  );
});
