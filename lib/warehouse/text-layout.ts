import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import type { CastPlan } from "./cast-plan";
import { uniqueNames } from "./column-names";
import { valueKind } from "./classify-value";
import { countOf, type ColumnEvidence } from "./column-evidence";
import { forcedPlan, gatherEvidence, inferPlan, planContext, type PlanContext } from "./infer-plans";
import type { PreparedText } from "./prepare-text";
import { literalPath, quoteLiteral } from "./quote-sql";
import { readSample, recordsOf, type FileSample } from "./sample-records";
import { maximumRecordBytes, scanProblem } from "./scan-records";
import { sniffDialect, type SniffedDialect } from "./sniff-dialect";

const maximumColumns = 10_000;

/** What a sample tells of a text file: how its records and cells are told apart, and what its columns hold. */
export interface TextLayout {
  text: PreparedText;
  dialect: SniffedDialect;
  lineEnd: "\n" | "\r\n";
  names: string[];
  plans: CastPlan[];
  /** Columns without a cell in the sample: their type is found when everything is read. */
  unseen: number[];
  /** Per column: its sampled cells are nothing but decimal numbers as DuckDB's reader takes them by itself. */
  plainNumbers: boolean[];
  context: PlanContext;
  /** A larger sample would hardly say otherwise: every column has cells, and texts are no numbers, times or truth values that did not convince. */
  isCertain: boolean;
}

function isCertain(plan: CastPlan, evidence: ColumnEvidence): boolean {
  if (evidence.present === 0 || countOf(evidence, valueKind.surelyComma) > 0) return false;
  const kinds = [valueKind.pointDecimal, valueKind.commaDecimal, valueKind.groupedDecimal, valueKind.boolean, valueKind.isoTime, valueKind.looseTime];
  return plan.type !== "text" || kinds.every((kind) => countOf(evidence, kind) * 2 < evidence.present);
}

/** The plan asks for what DuckDB's reader does: no other decimal mark, no thousands separators, no generous reading. */
function isPlainNumber(plan: CastPlan): boolean {
  return plan.type === "decimal" && plan.decimal === "." && !plan.grouped && !plan.forced;
}

function sampledCells(sample: FileSample, dialect: SniffedDialect): string[][] {
  const records = recordsOf(sample.head, sample.complete, dialect).slice(dialect.preamble);
  for (const block of sample.spread) records.push(...recordsOf(block, true, dialect));
  return records.filter((record) => record.problem === scanProblem.none && record.cells.length === dialect.columns).map((record) => record.cells);
}

/**
 * Looks at parts of a prepared text file and decides how to read it; `isQuick`: at a quarter of them.
 * @throws AppError `dataset_empty` or `dataset_unreadable` for what is no table.
 */
export async function layoutOf(text: PreparedText, options: ReadOptions, isQuick = false): Promise<TextLayout> {
  const sample = await readSample(text.path, isQuick);
  const dialect = sniffDialect(sample, options);
  if (dialect.columns > maximumColumns) {
    throw new AppError("dataset_unreadable", `The file has ${dialect.columns} columns; at most ${maximumColumns} can be read. Check the delimiter, or split the file.`);
  }
  const names = uniqueNames(dialect.names);
  const cells = sampledCells(sample, dialect);
  const evidence = gatherEvidence(cells, dialect.columns);
  const context = planContext(evidence, options);
  const unseen: number[] = [];
  const plans = evidence.map((column, j) => {
    const chosen = options.types?.[names[j] ?? ""];
    if (chosen === undefined && column.present === 0) unseen.push(j);
    return chosen === undefined ? inferPlan(column, context) : forcedPlan(chosen, column, context);
  });
  const plainNumbers = plans.map((plan, j) => isPlainNumber(plan) && cells.every((record) => Number.isFinite(Number(record[j]))));
  return { text, dialect, plainNumbers, lineEnd: sample.head.includes("\r\n") ? "\r\n" : "\n", names, plans, unseen, context, isCertain: plans.every((plan, j) => isCertain(plan, evidence[j] as ColumnEvidence)) };
}

/** DuckDB can read the file as it lies: no other quotes or escapes, nothing above the header, no broken bytes. */
export function isStraight({ text, dialect }: TextLayout): boolean {
  return dialect.quote === '"' && !dialect.backslashEscapes && dialect.preamble <= 1 && !text.hasInvalidBytes && !text.hasZeroBytes;
}

/** `read_csv(…)` that detects nothing and forgives nothing; `columns`: name → DuckDB type, in the file's order. */
export function csvReader(filePath: string, delimiter: string, header: boolean, columns: Readonly<Record<string, string>>, lineEnd: "\n" | "\r\n"): string {
  const definitions = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`).join(", ");
  const options = [
    quoteLiteral(literalPath(filePath)), "auto_detect = false", `header = ${header}`, `delim = ${quoteLiteral(delimiter)}`, "quote = '\"'", "escape = '\"'",
    `new_line = ${lineEnd === "\n" ? "'\\n'" : "'\\r\\n'"}`, "strict_mode = true", "null_padding = false", "ignore_errors = false",
    `max_line_size = ${maximumRecordBytes + 64}`, `columns = {${definitions}}`,
  ];
  return `read_csv(${options.join(", ")})`;
}
