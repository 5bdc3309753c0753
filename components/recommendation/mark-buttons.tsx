"use client";

import { BookmarkPlus, EyeOff, Star, ThumbsDown, ThumbsUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { CatalogueItem, ViewerRows } from "@/lib/schemas/recommendation";
import { useHighestRating } from "./use-highest-rating";
import type { Mark } from "./use-viewer";

interface MarkButtonsProps {
  item: CatalogueItem;
  feedback: ViewerRows["feedback"][number] | undefined;
  datasetId: string;
  /** Of the ratings that were learned from; absent where it was something else. */
  scale: [number, number] | undefined;
  onMark: (mark: Mark) => void;
}

const stars = [1, 2, 3, 4, 5];

/** What a viewer can say about a title: one to five stars, like, dislike, not interested, watchlist. */
export function MarkButtons({ item, datasetId, feedback, scale, onMark }: MarkButtonsProps) {
  const highest = useHighestRating(datasetId, scale);
  const perStar = (highest ?? 5) / 5;
  const given = feedback?.rating === undefined ? undefined : Math.round(feedback.rating / perStar);
  const deeds = [
    { type: "like", label: "Like", icon: ThumbsUp, pressed: feedback?.liked === true },
    { type: "dislike", label: "Dislike", icon: ThumbsDown, pressed: feedback?.liked === false },
    { type: "not-interested", label: "Not interested", icon: EyeOff, pressed: feedback?.notInterested === true },
    { type: "watchlist", label: "Watchlist", icon: BookmarkPlus, pressed: feedback?.watchlist === true },
  ] as const;
  return (
    <div className="flex flex-col gap-2.5 rounded-card border border-line p-3">
      {highest === undefined ? null : (
        <div role="group" aria-label="Rate this title" className="flex items-center gap-0.5">
          {stars.map((star) => (
            <button key={star} type="button" aria-pressed={given === star} aria-label={star === 1 ? "1 star" : `${star} stars`} onClick={() => onMark({ item, type: "rating", value: star * perStar })} className="flex size-8 items-center justify-center rounded-control text-line-strong hover:text-accent">
              <Star aria-hidden className={`size-5 ${given !== undefined && star <= given ? "fill-accent text-accent" : ""}`} />
            </button>
          ))}
          <span className="ml-2 text-xs text-muted">{given === undefined ? "Rate it" : `${given} of 5`}</span>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {deeds.map(({ type, label, icon: Icon, pressed }) => (
          <Button key={type} size="sm" aria-pressed={pressed} onClick={() => onMark({ item, type })} className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"><Icon aria-hidden /> {label}</Button>
        ))}
      </div>
    </div>
  );
}
