import { Card } from "@/components/ui/card";
import { formatCount, formatFixed, formatQuantity } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { Segmentation } from "@/lib/schemas/segmentation";

/** The figures of a run in a row, and what they mean in words. */
export function HeadlineCard({ run }: { run: Segmentation }) {
  const { details } = run;
  return (
    <Card className="flex flex-col gap-x-8 gap-y-3 lg:flex-row lg:items-center">
      <dl className="flex shrink-0 flex-wrap gap-x-7 gap-y-3 lg:max-w-[64%]">
        {headlineFigures(run).map((figure) => (
          <div key={figure.label} className="flex flex-col-reverse">
            <dt className="text-xs text-muted">{figure.label}</dt>
            <dd className="text-xl font-semibold tabular" title={figure.exact}>{figure.value}</dd>
          </div>
        ))}
      </dl>
      {details ? (
        <div className="min-w-0 grow text-sm text-muted lg:border-l lg:border-line lg:pl-6">
          <p><strong className="font-semibold text-ink">{details.reading.verdict}</strong> {details.reading.sentence}</p>
          {details.notices.map((notice) => <p key={notice} className="mt-1 text-xs">{notice}</p>)}
        </div>
      ) : null}
    </Card>
  );
}

function headlineFigures({ algorithm, quality = {}, segmentCount, segments }: Segmentation): { label: string; value: string; exact?: string }[] {
  const exact = (value: number | undefined) => (value === undefined ? undefined : String(value));
  if (algorithm === "pca") {
    const ratios = quality.explainedVarianceRatio ?? [];
    return [
      { label: ratios.length === 1 ? "component" : "components", value: formatCount(ratios.length) },
      { label: "of the variance kept", value: formatShare(ratios.reduce((sum, ratio) => sum + ratio, 0)) },
      ...(ratios[0] === undefined ? [] : [{ label: "in the first", value: formatShare(ratios[0]), exact: exact(ratios[0]) }]),
    ];
  }
  const stabilities = segments.flatMap((segment) => (segment.stability ? [segment.stability.jaccard] : []));
  const meanStability = stabilities.reduce((sum, jaccard) => sum + jaccard, 0) / stabilities.length;
  const sampled = quality.silhouetteSampleSize === undefined ? "" : `, of ${formatCount(quality.silhouetteSampleSize)} rows`;
  return [
    { label: segmentCount === 1 ? "segment" : "segments", value: formatCount(segmentCount) },
    ...(quality.silhouette === undefined ? [] : [{ label: `silhouette${sampled}`, value: formatFixed(quality.silhouette, 4), exact: exact(quality.silhouette) }]),
    ...(quality.noise === undefined ? [] : [{ label: "noise rows", value: formatCount(quality.noise) }]),
    ...(quality.corePoints === undefined ? [] : [{ label: "core points", value: formatCount(quality.corePoints) }]),
    ...(quality.inertia === undefined ? [] : [{ label: "inertia", value: inertiaText(quality.inertia), exact: exact(quality.inertia) }]),
    ...(stabilities.length === 0 ? [] : [{ label: "mean stability (Jaccard)", value: formatFixed(meanStability, 2) }]),
  ];
}

/** Inertia is compared between runs: three decimals while they say something. */
function inertiaText(inertia: number): string {
  return inertia < 100_000 ? formatFixed(inertia, 3) : formatQuantity(inertia);
}
