import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import type { RecommenderQuality } from "@/lib/schemas/recommender";
import { measures, type Measure } from "./figure-words";

const headline: Measure[] = ["ndcg", "recall", "rmse", "coverage"];

/** The figures of a version in a row, and whether it beats “most popular”, in a sentence. */
export function VerdictCard({ quality }: { quality: RecommenderQuality }) {
  const own = quality.models.find(({ isBaseline }) => !isBaseline) ?? quality.models[0];
  const { beatsPopular, sentence } = quality.verdict;
  const Icon = beatsPopular === null ? Info : beatsPopular ? CircleCheck : TriangleAlert;
  const tone = beatsPopular === null ? "text-muted" : beatsPopular ? "text-good" : "text-warning";
  return (
    <Card className="flex flex-col gap-x-8 gap-y-3 lg:flex-row lg:items-center">
      <dl className="flex shrink-0 flex-wrap gap-x-7 gap-y-3 lg:max-w-[56%]">
        {headline.flatMap((measure) => {
          const figure = own?.figures[measure];
          if (!figure) return [];
          const { label, definition, format } = measures[measure];
          const atK = measure === "ndcg" || measure === "recall" ? `@${quality.k}` : "";
          return [
            <div key={measure} className="flex flex-col-reverse" title={definition}>
              <dt className="text-xs text-muted">{label}{atK}</dt>
              <dd className="text-xl font-semibold tabular">
                {format(figure.value)}
                {figure.low95 !== undefined && figure.high95 !== undefined ? <span className="ml-1.5 text-xs font-normal text-muted">{format(figure.low95)}–{format(figure.high95)}</span> : null}
              </dd>
            </div>,
          ];
        })}
      </dl>
      <div className="min-w-0 grow text-sm lg:border-l lg:border-line lg:pl-6">
        <p className="flex items-start gap-2 font-medium"><Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} /> <span className="min-w-0 break-words">{sentence}</span></p>
        <p className="mt-1 text-xs text-muted">{splitWords(quality.splits)}</p>
        {quality.notices.map((notice) => <p key={notice} className="mt-1 text-xs text-muted">{notice}</p>)}
      </div>
    </Card>
  );
}

/** What was held out to judge by. */
function splitWords({ rating, ranking }: RecommenderQuality["splits"]): string {
  const parts = [
    ranking ? `Rankings: the last fifth of what each of ${formatCount(ranking.users)} users liked${ranking.positiveFrom === undefined ? "" : ` (${ranking.positiveFrom} or more)`} was held out, ${formatCount(ranking.heldOut)} in all.` : "",
    rating ? `Ratings: ${rating.folds} folds over ${formatCount(rating.ratings)}.` : "",
    "Intervals are 95 %.",
  ];
  return parts.filter(Boolean).join(" ");
}
