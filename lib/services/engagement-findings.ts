import type { Insight } from "../schemas/engagement-answers";
import type { ChartRows } from "../schemas/engagement";
import type { ChangeSums } from "../engagement/category-change";
import type { ShareSums, WindowCount } from "../engagement/user-shares";
import { chanceOfChange } from "./engagement-changes";
import { student95, studentP, twoSharesP, twoSidedP, wilson } from "../kernels/chance";

/** Something that was put to the test, and what would be said if it holds. */
export interface Candidate extends Omit<Insight, "adjustedPValue"> {
  /** Large enough to be worth a sentence, chance aside. */
  matters: boolean;
  /** How telling it is, to order by. */
  weight: number;
}

const weekdays = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

const percent = (share: number): string => `${(100 * share).toLocaleString("en", { maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0 })} %`;
const times = (ratio: number): string => ratio.toLocaleString("en", { maximumFractionDigits: 1 });

/** A share of events with its interval, and its p-value against an expected one; at least two users, who are the units of chance (ratio estimator over clusters). */
function clusteredShare({ x, n, xx, xn, nn, users }: ShareSums, expected: number): { share: number; low95: number; high95: number; pValue: number } {
  const share = x / n;
  const error = Math.sqrt(Math.max(0, ((xx - 2 * share * xn + share * share * nn) / (n * n)) * (users / (users - 1))));
  const half = student95(users - 1) * error;
  return { share, low95: Math.max(0, share - half), high95: Math.min(1, share + half), pValue: studentP((share - expected) / error, users - 1) };
}

/** How often an hour of the week comes in a range of days, and how many different ones there are. */
export interface HoursOfRange {
  /** Of all hours of the range: 1/168 in whole weeks. */
  share: number;
  different: number;
}

/** The busiest hour of the week against an even spread; the p-value is that of the best of all different hours (Bonferroni). */
export function peakCandidate(peak: ChartRows["peak-times"][number], sums: ShareSums, hours: HoursOfRange): Candidate {
  const { share, low95, high95, pValue } = clusteredShare(sums, hours.share);
  const ratio = share / hours.share;
  const hour = `${String(peak.hour).padStart(2, "0")}:00`;
  return {
    kind: "peak",
    sentence: `${weekdays[peak.isoWeekday - 1]?.slice(0, -1)} ${hour} is the peak: ${percent(share)} of all events, ${times(ratio)} times the average hour.`,
    figures: [{ name: "Share of events", value: share, unit: "share", low95, high95 }, { name: "Against the average hour", value: ratio, unit: "ratio", low95: low95 / hours.share, high95: high95 / hours.share }],
    test: `The hour's share of the events against its share of the hours, users as units, times ${hours.different} because it is the largest of so many`,
    pValue: Math.min(1, pValue * hours.different),
    matters: ratio >= 1.25,
    weight: 5,
    shows: { chart: "peak-times", question: {} },
  };
}

/** Weekends against the share of the range's days that they are. */
export function weekendCandidate(sums: ShareSums, expected: number): Candidate {
  const { share, low95, high95, pValue } = clusteredShare(sums, expected);
  const ratio = share / expected;
  return {
    kind: "weekend",
    sentence: `Weekends hold ${percent(share)} of all events, ${ratio > 1 ? "more" : "less"} than their ${percent(expected)} of the days.`,
    figures: [{ name: "Share on weekends", value: share, unit: "share", low95, high95 }, { name: "Weekends' share of the days", value: expected, unit: "share" }],
    test: "The share of events against the share of days, users as units",
    pValue,
    matters: Math.abs(ratio - 1) >= 0.1,
    weight: Math.abs(ratio - 1),
    shows: { chart: "peak-times", question: {} },
  };
}

/** One category's rise or fall; `from` names the segment that most of it comes from. */
export function categoryCandidate(change: ChartRows["category-change"][number], days: number, from?: string): Candidate {
  const rises = change.changeShare > 0;
  const ratio = Math.abs(change.changeRatio ?? 0);
  return {
    kind: rises ? "category-rise" : "category-fall",
    sentence: `${change.category} is ${rises ? "up" : "down"} ${percent(ratio)} on the previous ${days} days, from ${percent(change.previousShareRatio)} to ${percent(change.shareRatio)} of events${from ? `, mostly from “${from}”` : ""}.`,
    figures: [
      { name: "Share now", value: change.shareRatio, unit: "share" },
      { name: "Share before", value: change.previousShareRatio, unit: "share" },
      { name: "Difference", value: change.changeShare, unit: "share", low95: change.low95, high95: change.high95 },
    ],
    test: "The difference of two shares, users as units",
    pValue: change.pValue,
    matters: change.changeRatio !== null && ratio >= 0.05 && change.events + change.previousEvents >= 50,
    weight: Math.min(4, ratio * 4),
    shows: { chart: "category-trend", question: { category: change.category } },
  };
}

function usersOf(counts: WindowCount[], when: (count: WindowCount) => boolean): number {
  return counts.filter(when).reduce((sum, count) => sum + count.users, 0);
}

/** What the change of the share of users who lapsed is reckoned from; many are of both times, so that the two shares hang together. */
function lapseSums(counts: WindowCount[]): ChangeSums {
  const users = (when: (count: WindowCount) => boolean): number => usersOf(counts, when);
  const [x1, x0] = [users((count) => count.before && !count.last), users((count) => count.earlier && !count.before)];
  const [n1, n0] = [users((count) => count.before), users((count) => count.earlier)];
  // A user counts once or not at all: squares are counts, and who lapsed before was not there to lapse now.
  return {
    x1, x0, n1, n0, x1x1: x1, x0x0: x0, n1n1: n1, n0n0: n0, x1n1: x1, x0n0: x0, x1x0: 0, x0n1: 0,
    x1n0: users((count) => count.earlier && count.before && !count.last),
    n1n0: users((count) => count.earlier && count.before),
    clusters: users((count) => count.earlier || count.before),
  };
}

/** Of the users of one window, how many were gone in the next: now against the time before. */
export function lapsingCandidate(counts: WindowCount[], days: number): Candidate | undefined {
  const sums = lapseSums(counts);
  const [now, then] = [{ hits: sums.x1, trials: sums.n1 }, { hits: sums.x0, trials: sums.n0 }];
  if (now.trials < 20 || then.trials < 20) return undefined;
  const [share, before] = [now.hits / now.trials, then.hits / then.trials];
  return {
    kind: "lapsing",
    sentence: `${percent(share)} of the users of the ${days} days before were gone in the last ${days}, ${share > before ? "up" : "down"} from ${percent(before)}.`,
    figures: [{ name: "Lapsed now", value: share, unit: "share", ...wilson(now.hits, now.trials) }, { name: "Lapsed before", value: before, unit: "share", ...wilson(then.hits, then.trials) }, { name: "Users who lapsed", value: now.hits, unit: "users" }],
    test: "The difference of two shares of users, many of whom are in both",
    pValue: chanceOfChange(sums).pValue,
    matters: Math.abs(share - before) >= 0.02,
    weight: 3 + Math.abs(share - before),
    shows: { chart: "lifecycle", question: {} },
  };
}

/** Users of the last window against those of the one before, by those who are in only one of the two (McNemar 1947). */
export function activeCandidate(counts: WindowCount[], days: number): Candidate | undefined {
  const [now, before] = [usersOf(counts, (count) => count.last), usersOf(counts, (count) => count.before)];
  const [came, went] = [usersOf(counts, (count) => count.last && !count.before), usersOf(counts, (count) => count.before && !count.last)];
  if (before < 20 || came + went === 0) return undefined;
  const ratio = now / before - 1;
  return {
    kind: "activity-change",
    sentence: `${now.toLocaleString("en")} users were active in the last ${days} days, ${percent(Math.abs(ratio))} ${ratio > 0 ? "more" : "fewer"} than in the ${days} before.`,
    figures: [{ name: "Active users", value: now, unit: "users" }, { name: "Before", value: before, unit: "users" }, { name: "Came", value: came, unit: "users" }, { name: "Went", value: went, unit: "users" }],
    test: "Users who came against users who went, McNemar's test",
    pValue: twoSidedP((came - went) / Math.sqrt(came + went)),
    matters: Math.abs(ratio) >= 0.03,
    weight: 2 + Math.abs(ratio),
    shows: { chart: "active-users", question: {} },
  };
}

/** How many of a segment's users came back, against all others. */
export function segmentCandidate(name: string, segment: number, own: WindowCount[], all: WindowCount[], days: number): Candidate | undefined {
  const mine = { hits: usersOf(own, (count) => count.before && count.last), trials: usersOf(own, (count) => count.before) };
  const others = { hits: usersOf(all, (count) => count.before && count.last) - mine.hits, trials: usersOf(all, (count) => count.before) - mine.trials };
  if (mine.trials < 20 || others.trials < 20) return undefined;
  const [share, rest] = [mine.hits / mine.trials, others.hits / others.trials];
  return {
    kind: "segment-retention",
    sentence: `${percent(share)} of “${name}” came back in the last ${days} days, against ${percent(rest)} of everybody else.`,
    figures: [{ name: name, value: share, unit: "share", ...wilson(mine.hits, mine.trials) }, { name: "Everybody else", value: rest, unit: "share", ...wilson(others.hits, others.trials) }],
    test: "Two shares of users, pooled z-test",
    pValue: twoSharesP(mine, others),
    matters: Math.abs(share - rest) >= 0.05,
    weight: 2.5 + Math.abs(share - rest),
    shows: { chart: "retention", question: { segment: String(segment) } },
  };
}
