import { database } from "../db/client";
import type { EngagementQuery } from "../schemas/engagement";
import type { EngagementInsights } from "../schemas/engagement-answers";
import { categorySums, type CategorySums } from "../engagement/category-change";
import { weekdayOf } from "../engagement/calendar";
import { peakTimes } from "../engagement/peak-times";
import type { Scope } from "../sql/engagement/scope";
import { userShareSums, windowCounts } from "../engagement/user-shares";
import { cachedAnswer } from "./answer-cache";
import { categoryChanges } from "./engagement-changes";
import { activeCandidate, categoryCandidate, lapsingCandidate, peakCandidate, segmentCandidate, weekendCandidate, type Candidate } from "./engagement-findings";
import { prepareEvents, type PreparedEvents } from "./engagement-index";
import { filteredMembers } from "./engagement-members";
import { scopeOf } from "./engagement-scope";
import { lastDays } from "./engagement-shares";
import { adjustForMany } from "../kernels/chance";

const windowDays = 30;
/** Of everything that is called a finding, at most this share is expected to be chance. */
const falseDiscoveryRate = 0.01;
const maximumOfKind = 3;
const maximumInsights = 10;

const method =
  "Everything that was tested is counted, also what is not shown, and p-values are adjusted for that (Benjamini and Hochberg, 1 %). " +
  "Users, not events, are the units of chance. Small differences are left out even when they are certain. " +
  "Segments that were made from these same events differ in part because they were made so.";

/** Segments that findings are looked for in, and the fewest users that anything is said of. */
const maximumSegments = 12;
const fewestUsers = 20;

interface NamedSegment {
  segment: number;
  name: string;
}

interface SegmentScope extends NamedSegment {
  scope: Scope;
}

/**
 * What holds beyond chance about a dataset's events, in sentences. Without users there is no unit of chance, and no insight.
 * @throws AppError in words, as the charts do.
 */
export async function engagementInsights(datasetId: string, query: EngagementQuery): Promise<EngagementInsights> {
  const prepared = await prepareEvents(datasetId);
  // Users of an audience are not those of a segment and everybody else.
  const runId = query.audience === undefined ? (query.segmentation ?? (await newestRun(prepared.profilesDatasetId))) : undefined;
  const asked = { ...query, segmentation: undefined, segment: undefined };
  const [named, members] = await Promise.all([runId === undefined ? [] : segmentsOf(runId), filteredMembers(prepared.index, asked)]);
  return cachedAnswer(JSON.stringify([prepared.folder, "insights", runId, named, query, members?.sql]), async () => {
    const scope = await scopeOf(prepared, asked, "month");
    if (!scope.has.user || scope.toDay < scope.fromDay) return { insights: [], tested: 0, method };
    const segments = runId === undefined ? [] : await scopesOf(prepared, scope, runId, named);
    return judged([...(await timeCandidates(scope)), ...(await categoryCandidates(scope, segments)), ...(await userCandidates(scope, segments, runId))]);
  });
}

/** Findings that stand after the guard, most telling first. */
function judged(candidates: Candidate[]): EngagementInsights {
  const adjusted = adjustForMany(candidates.map(({ pValue }) => pValue));
  const standing = candidates
    .map((candidate, i) => ({ ...candidate, adjustedPValue: adjusted[i] ?? 1 }))
    .filter(({ matters, adjustedPValue }) => matters && adjustedPValue <= falseDiscoveryRate)
    .toSorted((a, b) => b.weight - a.weight);
  const insights = standing.filter((candidate, i) => standing.slice(0, i).filter(({ kind }) => kind === candidate.kind).length < maximumOfKind);
  return { insights: insights.slice(0, maximumInsights).map(({ matters: _, weight: __, ...insight }) => insight), tested: candidates.length, method };
}

async function timeCandidates(scope: Scope): Promise<Candidate[]> {
  const cells = await peakTimes(scope);
  const peak = cells.reduce((best, cell) => (cell.events > best.events ? cell : best), cells[0] ?? { isoWeekday: 1, hour: 0, events: 0, users: 0 });
  const hour = await userShareSums(scope, { kind: "hour", ...peak });
  if (hour.users < fewestUsers) return [];
  const weekdays = Array.from({ length: scope.toDay - scope.fromDay + 1 }, (_, i) => weekdayOf(scope.fromDay + i));
  const alike = weekdays.filter((weekday) => weekday === peak.isoWeekday - 1).length;
  const found = [peakCandidate(peak, hour, { share: alike / (24 * weekdays.length), different: 24 * Math.min(7, weekdays.length) })];
  const weekends = weekdays.filter((weekday) => weekday >= 5).length;
  if (weekdays.length >= 14) found.push(weekendCandidate(await userShareSums(scope, { kind: "weekend" }), weekends / weekdays.length));
  return found;
}

async function categoryCandidates(scope: Scope, segments: SegmentScope[]): Promise<Candidate[]> {
  const recent = lastDays(scope, windowDays);
  if (!scope.has.category || recent.fromDay - windowDays < scope.dataFirstDay) return [];
  const sums = await categorySums(recent);
  if ((sums[0]?.clusters ?? 0) < fewestUsers) return [];
  const changes = categoryChanges(sums).filter(({ events, previousEvents }) => events + previousEvents >= 50);
  const perSegment = await Promise.all(segments.map(async ({ name, scope: own }) => ({ name, sums: await categorySums(lastDays(own, windowDays)) })));
  return changes.map((change) => {
    const whole = sums.find(({ category }) => category === change.category);
    return categoryCandidate(change, windowDays, whole && mainSource(whole, perSegment));
  });
}

/** The segment that most of a change of share comes from, and more than half of it, beyond what its own size explains. */
function mainSource(whole: CategorySums, segments: { name: string; sums: CategorySums[] }[]): string | undefined {
  const before = whole.x0 / whole.n0;
  const change = whole.x1 / whole.n1 - before;
  const parts = segments.map(({ name, sums }) => {
    const own = sums.find(({ category }) => category === whole.category);
    return { name, ratio: own ? ((own.x1 - before * own.n1) / whole.n1 - (own.x0 - before * own.n0) / whole.n0) / change : 0 };
  });
  const [most] = parts.toSorted((a, b) => b.ratio - a.ratio);
  return most && most.ratio > 0.5 ? most.name : undefined;
}

async function userCandidates(scope: Scope, segments: SegmentScope[], runId: string | undefined): Promise<Candidate[]> {
  if (scope.toDay - 2 * windowDays + 1 < scope.dataFirstDay) return [];
  const all = await windowCounts(scope, windowDays);
  const reachesBack = scope.toDay - 3 * windowDays + 1 >= scope.dataFirstDay;
  const own = await Promise.all(segments.map(async ({ name, segment, scope: members }) => segmentCandidate(name, segment, await windowCounts(members, windowDays), all, windowDays)));
  const withRun = own.map((candidate) => candidate && { ...candidate, shows: { ...candidate.shows, question: { ...candidate.shows.question, ...(runId && { segmentation: runId }) } } });
  return [activeCandidate(all, windowDays), reachesBack ? lapsingCandidate(all, windowDays) : undefined, ...withRun].filter((candidate) => candidate !== undefined);
}

/** Without a run asked for, the newest one of the linked profiles. */
async function newestRun(profilesDatasetId: string | undefined): Promise<string | undefined> {
  if (profilesDatasetId === undefined) return undefined;
  const run = await database().segmentation.findFirst({
    where: { datasetId: profilesDatasetId, status: "succeeded", algorithm: { not: "pca" } },
    select: { id: true },
    orderBy: { id: "desc" },
  });
  return run?.id;
}

function segmentsOf(runId: string): Promise<NamedSegment[]> {
  return database().segment.findMany({ where: { segmentationId: runId }, select: { segment: true, name: true }, orderBy: { segment: "asc" }, take: maximumSegments });
}

function scopesOf(prepared: PreparedEvents, scope: Scope, runId: string, named: NamedSegment[]): Promise<SegmentScope[]> {
  return Promise.all(
    named.map(async ({ segment, name }) => ({
      segment,
      name,
      scope: { ...scope, members: await filteredMembers(prepared.index, { segmentation: runId, segment: [String(segment)] }) },
    })),
  );
}
