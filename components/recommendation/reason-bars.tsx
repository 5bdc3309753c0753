import type { LucideIcon } from "lucide-react";
import { Eye, Flame, Heart, Layers, Shapes, Sparkles, Tag, Users } from "lucide-react";
import { formatShare } from "@/lib/charts/format-share";
import type { Reason } from "@/lib/schemas/recommendation";

const icons: Record<Reason["kind"], LucideIcon> = {
  watched: Eye, "similar-people": Users, genre: Tag, segment: Shapes, popular: Heart, trending: Flame, taste: Layers, new: Sparkles,
};

/** A title that adds little is named as the largest of many: its part is its own, not that of all of them. */
function watchedWords(share: number): string {
  return share < 0.05 ? " by that one" : " of the score";
}

/** Why a title is suggested: each reason with its part of the score, where the algorithm can say it. */
export function ReasonBars({ reasons }: { reasons: Reason[] }) {
  return (
    <section aria-labelledby="why-title">
      <h3 id="why-title" className="mb-2 text-base font-semibold">Why this?</h3>
      <ul className="flex flex-col gap-2.5">
        {reasons.map((reason, at) => {
          const Icon = icons[reason.kind];
          return (
            <li key={at} className="text-sm">
              <span className="flex items-start gap-2">
                <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent" />
                <span className="min-w-0 grow break-words">{reason.text}</span>
                {reason.share === undefined ? null : <span className="shrink-0 text-xs text-muted tabular">{formatShare(reason.share, 0)}{reason.kind === "watched" ? watchedWords(reason.share) : ""}</span>}
              </span>
              {reason.share === undefined ? null : (
                <span aria-hidden className="mt-1 ml-5.5 block h-1 rounded-full bg-soft"><span className="block h-full rounded-full" style={{ background: reason.share < 0 ? "var(--below)" : "var(--accent)", width: `${100 * Math.min(1, Math.abs(reason.share))}%` }} /></span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
