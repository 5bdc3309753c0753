"use client";

import { useQueries } from "@tanstack/react-query";
import type { Series } from "@/lib/charts/prepare-series";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Audience, audienceSchema } from "@/lib/schemas/audience";
import { type Segmentation, segmentationSchema } from "@/lib/schemas/segmentation";
import type { ChartQuestion } from "./use-chart";

/** So many of a run's largest segments are compared where nobody has chosen: more lines are hard to tell apart. */
const comparedAtFirst = 8;

/** A group that charts compare: everybody, one segment or one audience. `key` is its name in the URL: `everybody`, `RUN.SEGMENT`, `audience.ID`. */
export interface ComparedGroup extends Series {
  /** People in it, where that is known. */
  size?: number;
  question: ChartQuestion;
}

const everybodyKey = "everybody";
export const everybody: ComparedGroup = { key: everybodyKey, label: "Everybody", color: "var(--segment-0)", question: {} };

export const segmentKey = (run: string, segment: number): string => `${run}.${segment}`;
export const audienceKey = (id: string): string => `audience.${id}`;

interface Found {
  groups: ComparedGroup[];
  isPending: boolean;
  /** All segments of the run, where only the largest are compared because nobody has chosen. */
  all: string[];
  /** Of the first run or audience that could not be read. */
  error: unknown;
}

/** The groups that the URL names, in its order; everybody where it names none. */
export function useComparedGroups(run: string | null, compare: string[]): Found {
  const asked = compare.map(partsOf);
  const runIds = [...new Set([...asked.flatMap((each) => (each.run ? [each.run] : [])), ...(compare.length === 0 && run ? [run] : [])])];
  const audienceIds = [...new Set(asked.flatMap((each) => (each.audience ? [each.audience] : [])))];
  const runs = useQueries({ queries: runIds.map((id) => ({ queryKey: ["segmentation", id], queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson(`/api/v1/segmentations/${id}`, segmentationSchema, { signal }), retry: false, staleTime: 60_000 })) });
  const audiences = useQueries({ queries: audienceIds.map((id) => ({ queryKey: ["audience", id], queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson(`/api/v1/audiences/${id}`, audienceSchema, { signal }), retry: false, staleTime: 60_000 })) });
  const queries = [...runs, ...audiences];
  const groups = groupsOf(run, compare, runs.flatMap(({ data }) => data ?? []), audiences.flatMap(({ data }) => data ?? []));
  const whole = compare.length === 0 ? runs.find(({ data }) => data?.id === run)?.data : undefined;
  const keys = whole ? segmentKeys(whole) : [];
  return { groups: groups.length > 0 ? groups : [everybody], all: keys.length > comparedAtFirst ? keys : [], isPending: queries.some(({ isPending }) => isPending), error: queries.find(({ error }) => error)?.error };
}

/** The segments of a run, the largest first; noise is none. */
function segmentKeys({ id, segments }: Segmentation): string[] {
  return segments.filter(({ segment }) => segment >= 0).map(({ segment }) => segmentKey(id, segment));
}

/** What a group's key names. */
export function partsOf(key: string): { run?: string; segment?: number; audience?: string } {
  const [head = "", tail = ""] = key.split(".");
  if (head === "audience") return { audience: tail };
  const segment = Number(tail);
  return tail !== "" && Number.isInteger(segment) ? { run: head, segment } : {};
}

/** Keeps each segment in its own colour; where two groups have the same one, the later takes the next that is free. */
function groupsOf(run: string | null, compare: string[], runs: Segmentation[], audiences: Audience[]): ComparedGroup[] {
  const whole = runs.find(({ id }) => id === run);
  const keys = compare.length > 0 || !whole ? compare : segmentKeys(whole).slice(0, comparedAtFirst);
  const severalRuns = new Set(keys.flatMap((key) => partsOf(key).run ?? [])).size > 1;
  const taken = new Set<number>();
  return keys.flatMap((key): ComparedGroup[] => {
    if (key === everybodyKey) return [{ ...everybody, ...(keys.length > 1 && { color: "var(--muted)" }) }];
    const parts = partsOf(key);
    const audience = audiences.find(({ id }) => id === parts.audience);
    if (audience) return [{ key, label: audience.name, size: audience.size, color: freeColor(0, taken), question: { audience: audience.id } }];
    const found = runs.find(({ id }) => id === parts.run);
    const segment = found?.segments.find((each) => each.segment === parts.segment);
    if (!found || !segment) return [];
    const label = severalRuns ? `${segment.name} (${found.name})` : segment.name;
    return [{ key, label, size: segment.size, color: freeColor(segment.segment, taken), question: { segmentation: found.id, segment: segment.segment } }];
  });
}

function freeColor(wanted: number, taken: Set<number>): string {
  let color = wanted;
  while (color >= 0 && taken.has(color)) color += 1;
  taken.add(color);
  return segmentColor(color);
}
