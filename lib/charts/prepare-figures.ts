import { formatCount, formatFixed, formatSigned } from "./format-quantity";

interface SummaryRow {
  events: number;
  users: number;
  items: number;
  minutes?: number;
  meanRating?: number;
  previousEvents?: number;
  previousUsers?: number;
  previousItems?: number;
  previousMinutes?: number;
  previousMeanRating?: number;
}

interface FigureInput {
  has: { user: boolean; item: boolean; minutes: boolean; rating: boolean };
  summary: SummaryRow | undefined;
  /** The last day of the range, and of as many days before. */
  active: { mau: number; stickinessRatio: number | null } | undefined;
  activeBefore: { mau: number; stickinessRatio: number | null } | undefined;
  sessions: { medianMinutes: number | null } | undefined;
  sessionsBefore: { medianMinutes: number | null } | undefined;
}

export interface SummaryFigure {
  label: string;
  definition: string;
  /** Undefined while it is awaited. */
  text?: string;
  change?: { text: string; title: string; tone: "good" | "warning" | "muted" };
}

type Value = number | null | undefined;

const isNumber = (value: Value): value is number => typeof value === "number";

/** The figures that the columns allow; counts change by percent, means and shares by their difference. */
export function prepareFigures({ has, summary, active, activeBefore, sessions, sessionsBefore }: FigureInput): SummaryFigure[] {
  const awaited = summary === undefined;
  const figure = (label: string, definition: string, ready: boolean, now: Value, before: Value, decimals: number, unit = "", relative = false): SummaryFigure => ({
    label,
    definition,
    ...(ready && { text: !isNumber(now) ? "–" : `${formatFixed(now, decimals)}${unit}` }),
    ...(ready && isNumber(now) && isNumber(before) && { change: changeOf(now, before, decimals, unit, relative) }),
  });
  const count = (label: string, definition: string, now: Value, before: Value): SummaryFigure => figure(label, definition, !awaited, now, before, 0, "", true);
  const perUser = summary && summary.users > 0 ? (summary.minutes ?? 0) / summary.users : undefined;
  const perUserBefore = summary?.previousUsers ? (summary.previousMinutes ?? 0) / summary.previousUsers : undefined;
  return [
    count("Events", "Events in the range", summary?.events, summary?.previousEvents),
    ...(has.user
      ? [
          count("Users", "Distinct users in the range", summary?.users, summary?.previousUsers),
          figure("Active, 30 days", "Distinct users in the 30 days that end on the last day", active !== undefined || !awaited, active?.mau, activeBefore?.mau, 0, "", true),
          figure("Stickiness", "Users of the last day over those of its 30 days", active !== undefined || !awaited, active?.stickinessRatio, activeBefore?.stickinessRatio, 2),
        ]
      : []),
    ...(has.item ? [count("Items", "Distinct items in the range", summary?.items, summary?.previousItems)] : []),
    ...(has.minutes && has.user ? [figure("Minutes a user", "Minutes in the range over its users", !awaited, perUser, perUserBefore, 0)] : []),
    ...(has.user ? [figure("Median session", "Half of the sessions are longer; a pause of 30 min ends one", sessions !== undefined, sessions?.medianMinutes, sessionsBefore?.medianMinutes, 0, " min")] : []),
    ...(has.rating ? [figure("Mean rating", "Mean of the ratings in the range", !awaited, summary?.meanRating, summary?.previousMeanRating, 2)] : []),
  ];
}

/** Nothing to say where there was nothing before: a share of nothing is no number. */
function changeOf(now: number, before: number, decimals: number, unit: string, relative: boolean): SummaryFigure["change"] {
  if (relative && before === 0) return undefined;
  const difference = relative ? (100 * (now - before)) / before : now - before;
  const text = relative ? `${formatSigned(difference, 1)} %` : `${formatSigned(difference, decimals)}${unit}`;
  const isNothing = /^[−+]?[0.,]+( |$)/.test(text);
  return { text, title: `${relative ? formatCount(before) : `${formatFixed(before, decimals)}${unit}`} in as many days before`, tone: isNothing ? "muted" : difference > 0 ? "good" : "warning" };
}
