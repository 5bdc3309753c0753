import { database } from "../db/client";
import { engagementQuerySchema } from "../schemas/engagement";
import type { RunRecommendations } from "../schemas/segment-suggestions";
import type { Rule, RuleTrial } from "../schemas/rule-book";
import type { Segment, Segmentation } from "../schemas/segmentation";
import { isLastResort, supportOfRule } from "../segmentation/recommend-actions";
import { rowSubject, speaksOf } from "../segmentation/rows-speak-of";
import { clockTime } from "../segmentation/suggest-time";
import { csvText, type CsvCell } from "./csv-text";
import type { Download } from "./download";
import { engagementChart } from "./engagement";
import { getSegmentation, requireFinishedRun } from "./segmentations";

/** Which segments of a finished run each rule would speak for, whether it is switched on or not. */
export async function tryRules(segmentationId: string, rules: Rule[]): Promise<RuleTrial> {
  await requireFinishedRun(segmentationId);
  const run = await getSegmentation(segmentationId);
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  const overall = run.details?.overall ?? {};
  const subject = rowSubject(Object.keys(overall));
  const matches = (rule: Rule): number[] => (speaksOf(rule, subject) ? segments : []).filter(({ evidence, characteristics }) => supportOfRule(rule, evidence, { characteristics, overall })).map(({ segment }) => segment);
  const spokenFor = new Set<number>();
  return {
    segments: segments.map(({ segment, name }) => ({ segment, name })),
    rules: rules.map((rule) => {
      const found = matches(rule).filter((segment) => !isLastResort(rule) || !spokenFor.has(segment));
      if (rule.enabled) for (const segment of found) spokenFor.add(segment);
      return { id: rule.id, segments: found };
    }),
  };
}

/**
 * What the rule book suggests for each segment of a run, with when to say it: from a column of usual hours, else from the
 * segment's peak activity in the events that are linked with the dataset.
 */
export async function runRecommendations(segmentationId: string): Promise<RunRecommendations> {
  await requireFinishedRun(segmentationId);
  const run = await getSegmentation(segmentationId);
  const segments = run.segments.filter(({ segment }) => segment >= 0);
  const peaks = await peakTimes(run, segments);
  return {
    segments: segments.map(({ id, segment, name, size, recommendations = [] }) => ({
      id, segment, name, size,
      recommendations: recommendations.map((each) => ({ ...each, ...(each.time === undefined && peaks.has(segment) && { time: peaks.get(segment) }) })),
    })),
  };
}

const weekdays = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** The busiest hour of the week of each segment in the events linked with its dataset, in UTC; empty without such events. */
async function peakTimes(run: Segmentation, segments: Segment[]): Promise<Map<number, string>> {
  const events = await database().dataset.findFirst({ where: { profilesDatasetId: run.datasetId, currentVersionId: { not: null } }, orderBy: { id: "desc" }, select: { id: true } });
  const peaks = new Map<number, string>();
  if (!events) return peaks;
  for (const { segment } of segments) {
    const query = engagementQuerySchema.parse({ segmentation: run.id, segment: String(segment) });
    // Events without usable times have no peak; the suggestion stands without it.
    const answer = await engagementChart(events.id, "peak-times", query).catch(() => undefined);
    const [peak] = answer?.rows.toSorted((a, b) => b.events - a.events) ?? [];
    if (peak && peak.events > 0) peaks.set(segment, `${weekdays[peak.isoWeekday - 1]} around ${clockTime(peak.hour)} UTC (their busiest hour)`);
  }
  return peaks;
}

/** The suggestions as a file: one line per suggestion. */
export async function exportRecommendations(segmentationId: string, format: "csv" | "json"): Promise<Download> {
  const run = await getSegmentation(segmentationId);
  const { segments } = await runRecommendations(segmentationId);
  const header = ["segment", "name", "size", "title", "channel", "time", "message", "reason"];
  const lines = segments.flatMap(({ segment, name, size, recommendations }) =>
    recommendations.map(({ title, channel, time, message, reason }): CsvCell[] => [segment, name, size, title, channel, time, message, reason]),
  );
  const text = format === "json" ? JSON.stringify({ segmentation: { id: run.id, name: run.name }, segments }, null, 2) : csvText([header, ...lines]);
  return { stream: new Blob([text]).stream(), name: `${run.datasetName} - ${run.name} - suggestions`, format };
}
