"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { z } from "zod";
import type { ChartState } from "@/components/charts/chart-frame";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type ChartId, type ChartRows, chartRowSchemas } from "@/lib/schemas/engagement";
import type { ComparedGroup } from "./compared-groups";
import { useEngagementScope } from "./engagement-scope";
import { inTurn } from "./request-turns";

/** Everything of a question but the chart itself; undefined entries are left out, a list is several values of one name. */
export type ChartQuestion = Record<string, string | number | string[] | undefined>;

export function questionText(question: ChartQuestion): string {
  const entries = Object.entries(question).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : Array.isArray(value) ? value.map((each) => [name, each]) : [[name, String(value)]],
  );
  return new URLSearchParams(entries).toString();
}

/** Whether the card around has been scrolled into view: charts ask when they are seen. */
export const CardSeenContext = createContext(true);

export type GroupRows<Chart extends ChartId> = ComparedGroup & { rows: ChartRows[Chart] };

export interface Compared<Chart extends ChartId> {
  /** The groups with their rows; those of the last answer while the next is awaited. */
  series: GroupRows<Chart>[];
  /** Loading, failed, empty or ready, in the words of the chart's frame. */
  state: (emptyMessage: string) => ChartState;
}

interface Options {
  /** Of all events, whatever is filtered: what shares are taken of. */
  whole?: boolean;
  enabled?: boolean;
  /** The range just before instead of the asked one. */
  previous?: boolean;
}

/** One question asked for every group that the page compares. */
export function useCompared<Chart extends ChartId>(chart: Chart, extra: ChartQuestion = {}, { whole = false, enabled = true, previous = false }: Options = {}): Compared<Chart> {
  const scope = useEngagementScope();
  const seen = useContext(CardSeenContext);
  const range = previous ? scope.previousDays : scope.days;
  const questions = scope.groups.map((group) => ({ ...(whole ? scope.wholeQuestion : scope.question), ...range, ...extra, ...group.question }));
  const paths = questions.map((question) => `/api/v1/engagement/${scope.datasetId}/${chart}?${questionText(question)}`);
  const answer = useQuery({
    queryKey: ["engagement", paths, scope.groups.map(({ key, label }) => [key, label])],
    queryFn: async ({ signal }) => {
      const rows = await Promise.all(paths.map((path) => inTurn(signal, () => fetchRows(path, chart, signal))));
      return scope.groups.map((group, at): GroupRows<Chart> => ({ ...group, rows: rows[at] ?? [] }));
    },
    enabled: enabled && seen && range !== undefined && !scope.isSettling,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return {
    series: answer.data ?? [],
    state: (emptyMessage) => {
      if (answer.error) {
        const { detail, requestId } = problemText(answer.error);
        return { status: "error", message: detail, reference: requestId, onRetry: () => void answer.refetch() };
      }
      if (!answer.data) return { status: "loading" };
      if (answer.data.every(({ rows }) => rows.length === 0)) return { status: "empty", message: emptyMessage };
      return { status: "ready", isStale: answer.isPlaceholderData };
    },
  };
}

async function fetchRows<Chart extends ChartId>(path: string, chart: Chart, signal: AbortSignal): Promise<ChartRows[Chart]> {
  const schema = z.object({ rows: z.array(chartRowSchemas[chart] as unknown as z.ZodType<ChartRows[Chart][number]>) });
  return (await fetchJson(path, schema, { signal })).rows as ChartRows[Chart];
}
