import type { ColumnType } from "../schemas/column";
import type { ReadOptions } from "../schemas/dataset";
import type { CastPlan } from "./cast-plan";
import { valueKind } from "./classify-value";
import { addEvidence, countOf, createEvidence, toleratedFailures, type ColumnEvidence } from "./column-evidence";
import { provenOrder, strptimeFormats, type DayOrder } from "./loose-dates";

export interface PlanContext {
  decimal: "." | ",";
  decimalChosen: boolean;
  /** Order of day and month that some column of the file proves. */
  dayOrder: DayOrder | undefined;
  timezone: string;
}

/** Evidence per column of sampled records. */
export function gatherEvidence(records: readonly (readonly string[])[], columns: number): ColumnEvidence[] {
  const evidence = Array.from({ length: columns }, createEvidence);
  for (const record of records) {
    for (let j = 0; j < columns; j += 1) addEvidence(evidence[j] as ColumnEvidence, record[j] ?? "");
  }
  return evidence;
}

/** What the whole file has in common: its decimal mark and the order of day and month. */
export function planContext(evidence: readonly ColumnEvidence[], options: ReadOptions): PlanContext {
  const sum = (kind: number) => evidence.reduce((total, column) => total + countOf(column, kind), 0);
  const orders = new Set(evidence.filter((column) => column.loose.matched > 0).map((column) => provenOrder(column.loose)));
  const dayOrder = orders.has("dmy") === orders.has("mdy") ? undefined : orders.has("dmy") ? "dmy" : "mdy";
  return {
    decimal: options.decimal ?? (sum(valueKind.surelyComma) > sum(valueKind.surelyPoint) ? "," : "."),
    decimalChosen: options.decimal !== undefined,
    dayOrder,
    timezone: options.timezone ?? "UTC",
  };
}

interface Candidate {
  type: ColumnType;
  fits: number;
  decimal: "." | ",";
  grouped: boolean;
  formats: string[];
}

function numberCandidates(evidence: ColumnEvidence, context: PlanContext): Candidate[] {
  const marks: ("." | ",")[] = context.decimalChosen ? [context.decimal] : context.decimal === "." ? [".", ","] : [",", "."];
  const whole = countOf(evidence, valueKind.integer) + (context.decimal === "." ? countOf(evidence, valueKind.wholeDecimal) : 0);
  const integers = { type: "integer" as const, fits: whole - countOf(evidence, valueKind.leadingZero), formats: [] };
  const candidates: Candidate[] = [{ ...integers, decimal: ".", grouped: false }];
  for (const decimal of marks) {
    if (decimal === ",") candidates.push({ type: "decimal", fits: countOf(evidence, valueKind.commaDecimal), decimal, grouped: false, formats: [] });
    else {
      const plain = countOf(evidence, valueKind.pointDecimal);
      const grouped = countOf(evidence, valueKind.groupedDecimal);
      candidates.push({ type: "decimal", fits: plain, decimal, grouped: false, formats: [] });
      if (grouped > 0) candidates.push({ type: "decimal", fits: plain + grouped, decimal, grouped: true, formats: [] });
    }
  }
  return candidates;
}

function looseOrder(evidence: ColumnEvidence, context: PlanContext): DayOrder | undefined {
  const proven = provenOrder(evidence.loose);
  return proven === "either" ? (context.dayOrder ?? "dmy") : (proven ?? context.dayOrder);
}

function timeCandidates(evidence: ColumnEvidence, context: PlanContext): Candidate[] {
  const common = { decimal: context.decimal, grouped: false };
  const candidates: Candidate[] = [
    { ...common, type: "date", fits: countOf(evidence, valueKind.isoDate), formats: [] },
    { ...common, type: "timestamp", fits: countOf(evidence, valueKind.isoTime), formats: [] },
  ];
  const order = looseOrder(evidence, context);
  if (evidence.loose.matched > 0 && order) {
    const type = evidence.loose.hasTime ? "timestamp" : "date";
    candidates.push({ ...common, type, fits: evidence.loose.matched, formats: strptimeFormats(evidence.loose, order) });
  }
  return candidates;
}

/** Single letters only count as truth values when both sides of a pair occur. */
function booleanFits(evidence: ColumnEvidence): number {
  const has = (word: string) => evidence.words.has(word);
  const letters = [...evidence.words].some((word) => word.length === 1);
  const paired = (!has("t") && !has("f")) || (has("t") && has("f"));
  const pairedYes = (!has("y") && !has("n")) || (has("y") && has("n"));
  return letters && !(paired && pairedYes) ? 0 : countOf(evidence, valueKind.boolean);
}

/** Leading zeros, numbers beyond 64 bits and codes such as C536379 are names of things, exact only as text. */
function isNaming(evidence: ColumnEvidence, best: Candidate): boolean {
  if (best.type !== "integer" && best.type !== "decimal") return false;
  const failures = evidence.present - best.fits;
  const onlyWhole = best.type === "integer" || countOf(evidence, valueKind.surelyPoint) + countOf(evidence, valueKind.surelyComma) === 0;
  if (onlyWhole && countOf(evidence, valueKind.leadingZero) + countOf(evidence, valueKind.hugeInteger) > 0) return true;
  return failures > 0 && evidence.codes * 2 >= failures && evidence.codes > 1;
}

/**
 * The type of one column from its sampled cells: of the types that the fewest cells fail, the narrowest; text when more
 * cells fail than `toleratedFailures` allows, and for columns that name things (see above). Dates whose order of day and
 * month nothing proves stay text.
 */
export function inferPlan(evidence: ColumnEvidence, context: PlanContext): CastPlan {
  const text: CastPlan = { type: "text", forced: false, decimal: context.decimal, grouped: false, formats: [], timezone: context.timezone };
  if (evidence.present === 0) return text;
  const booleans: Candidate = { type: "boolean", fits: booleanFits(evidence), decimal: ".", grouped: false, formats: [] };
  const candidates = [...numberCandidates(evidence, context), ...timeCandidates(evidence, context), booleans];
  const [first, ...others] = candidates;
  let best = first as Candidate;
  for (const candidate of others) if (candidate.fits > best.fits) best = candidate;
  if (evidence.present - best.fits > toleratedFailures(evidence.present) || isNaming(evidence, best)) return text;
  return { ...text, ...best };
}

/** The plan for a type that the user chose, with the notation that the cells show. */
export function forcedPlan(type: ColumnType, evidence: ColumnEvidence, context: PlanContext): CastPlan {
  const plan: CastPlan = { type, forced: true, decimal: context.decimal, grouped: false, formats: [], timezone: context.timezone };
  if (type === "integer" || type === "decimal") {
    const [best] = numberCandidates(evidence, context).filter((candidate) => candidate.type === "decimal").sort((a, b) => b.fits - a.fits);
    return { ...plan, decimal: best?.decimal ?? context.decimal, grouped: best?.grouped ?? false };
  }
  const isLoose = evidence.loose.matched > countOf(evidence, valueKind.isoTime);
  if ((type === "date" || type === "timestamp") && isLoose) {
    const order = looseOrder(evidence, context) ?? (context.timezone.startsWith("America/") ? "mdy" : "dmy");
    return { ...plan, formats: strptimeFormats(evidence.loose, order) };
  }
  return plan;
}
