"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { JsonViewer } from "@/components/ui/json-viewer";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";
import { formatInstant } from "@/lib/charts/format-time";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationPageSchema, type Segmentation } from "@/lib/schemas/segmentation";
import { algorithmHints, algorithmNames, describeParameters } from "@/lib/charts/algorithm-words";
import type { ResultTabProps } from "./run-result";
import { RunTable } from "./run-table";

/** How the result came about: everything needed to repeat it, the runs before it, the raw answer. */
export function MethodTab({ run, nowMs }: ResultTabProps) {
  const history = useQuery({
    queryKey: ["segmentations", "of-dataset", run.datasetId],
    queryFn: () => fetchJson(`/api/v1/segmentations?datasetId=${run.datasetId}&limit=50`, segmentationPageSchema),
  });
  return (
    <div className="flex flex-col gap-3.5">
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <Card>
          <CardHeader title="How was it made?" definition="with these, a run again gives the same segments" />
          <Facts entries={methodFacts(run)} />
        </Card>
        <Card>
          <CardHeader title="How good is it?" definition="figures that apply to this method" />
          <Facts entries={qualityFacts(run)} />
        </Card>
      </div>
      <Card>
        <CardHeader title="Which runs are there on this dataset?" definition={`${run.datasetName}, newest first`} />
        {history.data ? <RunTable runs={history.data.items} label="Runs on this dataset" oneDataset currentId={run.id} nowMs={nowMs} /> : <Skeleton className="h-24" />}
      </Card>
      <Card className="print:hidden">
        <CardHeader title="Raw result" definition="the answer of the API, as JSON" />
        <JsonViewer value={run} name="Raw result" />
      </Card>
    </div>
  );
}

type Fact = [label: string, value: ReactNode];

function Facts({ entries }: { entries: Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-5 gap-y-1.5">
      {entries.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function methodFacts(run: Segmentation): Fact[] {
  const { preparation, timingsMs, details } = run;
  const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : undefined;
  return [
    ["Algorithm", `${algorithmNames[run.algorithm]}. ${algorithmHints[run.algorithm]}`],
    ["Parameters", describeParameters(run.parameters)],
    ["Features", run.features.join(", ")],
    ...(details && details.preparedFeatures.length !== run.features.length ? [["Prepared columns", formatCount(details.preparedFeatures.length)] as Fact] : []),
    ["Missing values", preparation.missing === "drop" ? `rows dropped: ${formatCount(details?.droppedRows ?? 0)}` : `filled with the ${preparation.missing}`],
    ["Scaling", preparation.scaling],
    ["log1p", preparation.log1p.length > 0 ? preparation.log1p.join(", ") : "none"],
    ["Categories", preparation.encoding === "none" ? "left out" : preparation.encoding],
    ["Outliers", preparation.outliers === "clip" ? "clipped at three interquartile ranges" : "kept"],
    ["Seed", String(run.seed)],
    ["Kernels", run.kernelVersion],
    ["Dataset", `${run.datasetName} v${run.datasetVersion}, ${formatCount(run.rows)} rows`],
    ["Started", run.startedAt ? formatInstant(run.startedAt) : "–"],
    ...(tookMs === undefined ? [] : [["Took", formatDuration(tookMs)] as Fact]),
    ...(timingsMs ? [["of which", orderedTimings(timingsMs)] as Fact] : []),
  ];
}

const steps = ["read", "prepare", "fit", "quality", "describe", "write"];

function orderedTimings(timingsMs: Record<string, number>): string {
  return steps.flatMap((step) => (timingsMs[step] === undefined ? [] : [`${step} ${formatDuration(timingsMs[step])}`])).join(" · ");
}

function qualityFacts({ quality = {} }: Segmentation): Fact[] {
  const list = (values: number[]) => values.map((value) => formatQuantity(value)).join(" · ");
  const facts: (Fact | undefined)[] = [
    quality.silhouette === undefined ? undefined : ["Silhouette", `${quality.silhouette.toFixed(6)}: mean over the rows that are not noise, −1 to 1`],
    quality.silhouetteSampleSize === undefined ? undefined : ["", `estimated on ${formatCount(quality.silhouetteSampleSize)} rows${quality.silhouetteStandardError === undefined ? "" : `, standard error ${quality.silhouetteStandardError.toFixed(4)}`}`],
    quality.inertia === undefined ? undefined : ["Inertia", `${quality.inertia.toLocaleString("en", { maximumFractionDigits: 6 })}: squared distances to the centroids, in prepared features`],
    quality.calinskiHarabasz === undefined ? undefined : ["Calinski–Harabasz", `${formatQuantity(quality.calinskiHarabasz)}: higher is better`],
    quality.daviesBouldin === undefined ? undefined : ["Davies–Bouldin", `${formatQuantity(quality.daviesBouldin)}: lower is better`],
    quality.noise === undefined ? undefined : ["Noise", `${formatCount(quality.noise)} rows`],
    quality.corePoints === undefined ? undefined : ["Core points", `${formatCount(quality.corePoints)} rows`],
    quality.mergeHeights === undefined ? undefined : ["Last merge heights", list(quality.mergeHeights)],
    quality.explainedVariance === undefined ? undefined : ["Explained variance", list(quality.explainedVariance)],
    quality.explainedVarianceRatio === undefined ? undefined : ["… as a share", list(quality.explainedVarianceRatio)],
  ];
  return facts.filter((fact) => fact !== undefined);
}
