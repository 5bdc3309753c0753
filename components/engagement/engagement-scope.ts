"use client";

import { createContext, useContext } from "react";
import type { EngagementFacts } from "@/lib/schemas/engagement-facts";
import type { Granularity } from "@/lib/schemas/engagement";
import type { ComparedGroup } from "./compared-groups";
import type { AskedDays, ListFilter } from "./engagement-filters";
import type { ChartQuestion } from "./use-chart";

/** Users that a mark of a chart stands for: what to ask, and what the sheet is called. */
export interface ShownMembers {
  title: string;
  question: ChartQuestion;
}

/** What all charts of the page share, and what a click on one does to the others. */
export interface EngagementScope {
  datasetId: string;
  datasetName: string;
  granularity: Granularity;
  timezone: string;
  days: AskedDays;
  /** As many days just before, where the data reach back. */
  previousDays?: { from: string; to: string };
  /** Zone and filters; each group adds its own segment. */
  question: ChartQuestion;
  /** The same without filters of single events, for what shares are taken of. */
  wholeQuestion: ChartQuestion;
  /** What the counted events are of, in words, where filters leave events out: “Drama”. */
  subject?: string;
  groups: ComparedGroup[];
  /** The groups of the URL are still being looked up: what is asked now would be asked again. */
  isSettling: boolean;
  has: EngagementFacts["has"];
  /** Columns that say where events came from. */
  places: string[];
  canChange: boolean;
  isFiltered: (filter: ListFilter, value: string) => boolean;
  /** Adds the value to a filter, or takes it out. */
  toggleFilter: (filter: ListFilter, value: string) => void;
  /** Shows one group alone. */
  showOnly: (groupKey: string) => void;
  showMembers: (members: ShownMembers) => void;
  showUser: (key: string) => void;
}

export const EngagementScopeContext = createContext<EngagementScope | null>(null);

/** @throws Error outside an engagement page. */
export function useEngagementScope(): EngagementScope {
  const scope = useContext(EngagementScopeContext);
  if (!scope) throw new Error("An engagement chart stands outside its page");
  return scope;
}

/** A legend of the compared groups whose entries show one alone; none for a single group. */
export function groupLegend({ groups, showOnly }: EngagementScope): { label: string; color: string; onSelect: () => void }[] {
  return groups.length > 1 ? groups.map(({ key, label, color }) => ({ label, color, onSelect: () => showOnly(key) })) : [];
}
