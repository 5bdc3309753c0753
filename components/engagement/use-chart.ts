"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import type { ChartState } from "@/components/charts/chart-frame";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type ChartId, type ChartRows, chartRowSchemas } from "@/lib/schemas/engagement";

/** Everything of a question but the chart itself; undefined entries are left out. */
export type ChartQuestion = Record<string, string | number | undefined>;

export function chartPath(datasetId: string, chart: ChartId, question: ChartQuestion): string {
  const entries = Object.entries(question).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return `/api/v1/engagement/${datasetId}/${chart}?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}

function chartQuery<Chart extends ChartId>(datasetId: string, chart: Chart, question: ChartQuestion) {
  const path = chartPath(datasetId, chart, question);
  return {
    queryKey: ["engagement", path],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const answer = await fetchJson(path, z.object({ rows: z.array(chartRowSchemas[chart] as unknown as z.ZodType<ChartRows[Chart][number]>) }), { signal });
      return answer.rows;
    },
    staleTime: 60_000,
    retry: false,
  };
}

export function useChart<Chart extends ChartId>(datasetId: string, chart: Chart, question: ChartQuestion, enabled = true) {
  return useQuery({ ...chartQuery(datasetId, chart, question), enabled });
}

/** One question asked of several groups. */
export function useCharts<Chart extends ChartId>(datasetId: string, chart: Chart, questions: ChartQuestion[]) {
  return useQueries({ queries: questions.map((question) => chartQuery(datasetId, chart, question)) });
}

interface Answer {
  isPending: boolean;
  error: unknown;
  data?: unknown[];
  refetch: () => unknown;
}

/** Loading, failed, empty or ready, in the words of the chart's frame. */
export function stateOf(answers: Answer[], emptyMessage: string): ChartState {
  const failed = answers.find((answer) => answer.error);
  if (failed) {
    const { detail, requestId } = problemText(failed.error);
    return { status: "error", message: detail, reference: requestId, onRetry: () => answers.forEach((answer) => void answer.refetch()) };
  }
  if (answers.some((answer) => answer.isPending)) return { status: "loading" };
  if (answers.every((answer) => (answer.data?.length ?? 0) === 0)) return { status: "empty", message: emptyMessage };
  return { status: "ready" };
}
