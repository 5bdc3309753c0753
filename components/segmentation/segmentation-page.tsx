"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatAgo } from "@/lib/charts/format-time";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import { algorithmNames, describeParameters } from "@/lib/charts/algorithm-words";
import { RunResult } from "./run-result";
import { isUnderWay } from "./run-status-badge";
import { useNow } from "./use-now";

// The menus' code comes after the page; their place is kept.
const RunActions = dynamic(() => import("./run-actions").then((module) => module.RunActions), { ssr: false, loading: () => <Skeleton className="h-8 w-72" /> });
const RunProgress = dynamic(() => import("./run-progress").then((module) => module.RunProgress));
const RunFailure = dynamic(() => import("./run-failure").then((module) => module.RunFailure));

interface SegmentationPageProps {
  initialRun: Segmentation;
  /** Analysts and administrators start, rename, cancel and delete. */
  canChange: boolean;
  initialNowMs: number;
}

/** Structure and stability follow a result within seconds; longer ones are there when the page is opened again. */
const JUDGED_WITHIN_MS = 5 * 60_000;
const LEAST_JUDGED_ROWS = 30;
const MOST_LOOKS = 600;

function waitsForJudgement(run: Segmentation): boolean {
  if (run.status !== "succeeded" || run.algorithm === "pca" || run.finishedAt === undefined) return false;
  return run.rows >= LEAST_JUDGED_ROWS && run.details?.structure === undefined && Date.now() - Date.parse(run.finishedAt) < JUDGED_WITHIN_MS;
}

/** One run from waiting to result; live while it is under way. */
export function SegmentationPage({ initialRun, canChange, initialNowMs }: SegmentationPageProps) {
  const nowMs = useNow(initialNowMs);
  const query = useQuery({
    queryKey: ["segmentation", initialRun.id],
    queryFn: () => fetchJson(`/api/v1/segmentations/${initialRun.id}`, segmentationSchema),
    initialData: initialRun,
    refetchInterval: ({ state }) => (!state.data ? false : isUnderWay(state.data.status) ? 500 : waitsForJudgement(state.data) && state.dataUpdateCount < MOST_LOOKS ? 2000 : false),
  });
  const run = query.data;
  const outlierWords = run.preparation.outliers === "clip" ? ", outliers clipped" : "";
  const logWords = run.preparation.log1p.length > 0 ? "log1p + " : "";
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Segmentations", href: "/segmentations" }, { label: run.name }]}
        title={run.name}
        subtitle={
          <>
            {algorithmNames[run.algorithm]}, {describeParameters(run.parameters)} · {formatCount(run.features.length)} {run.features.length === 1 ? "feature" : "features"}, {logWords}{run.preparation.scaling === "none" ? "unscaled" : run.preparation.scaling}{outlierWords} · {formatCount(run.rows)} rows of{" "}
            <Link href={`/datasets/${run.datasetId}`} className="underline decoration-line-strong underline-offset-2 hover:decoration-ink">{run.datasetName} v{run.datasetVersion}</Link>
            {" "}· by {run.createdBy}, {formatAgo(run.createdAt, nowMs)} · seed {run.seed}
          </>
        }
        actions={<RunActions run={run} canChange={canChange} />}
      />
      <ProblemAlert error={query.error} className="mb-3.5" />
      {isUnderWay(run.status) ? <RunProgress run={run} canCancel={canChange} initialNowMs={initialNowMs} /> : null}
      {run.status === "failed" || run.status === "cancelled" ? <RunFailure run={run} canRun={canChange} /> : null}
      {run.status === "succeeded" ? <RunResult run={run} canChange={canChange} nowMs={nowMs} /> : null}
    </>
  );
}
