"use client";

import { createContext, useContext } from "react";
import type { Series } from "@/lib/charts/prepare-series";
import type { ChartQuestion } from "./use-chart";

/** A group that charts compare: everybody, or one segment. */
export interface ComparedGroup extends Series {
  question: ChartQuestion;
}

/** What all charts of the page share. */
export interface EngagementScope {
  datasetId: string;
  datasetName: string;
  granularity: "day" | "week" | "month";
  timezone: string;
  /** Range and zone; each group adds its own segment. */
  question: ChartQuestion;
  /** The same range just before, where there is one. */
  previousQuestion?: ChartQuestion;
  groups: ComparedGroup[];
  has: { user: boolean; item: boolean; category: boolean; minutes: boolean; rating: boolean };
}

export const EngagementScopeContext = createContext<EngagementScope | null>(null);

/** @throws Error outside an engagement page. */
export function useEngagementScope(): EngagementScope {
  const scope = useContext(EngagementScopeContext);
  if (!scope) throw new Error("An engagement chart stands outside its page");
  return scope;
}
