import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import type { CastPlan } from "./cast-plan";
import { cleanRecords } from "./clean-records";
import { uniqueNames } from "./column-names";
import { forcedPlan, gatherEvidence, inferPlan, planContext, type PlanContext } from "./infer-plans";
import type { PreparedText } from "./prepare-text";
import { rowsOn } from "./query";
import { literalPath, parquetTable, quoteLiteral } from "./quote-sql";
import { cancelled } from "./run-tracked";
import { readSample, recordsOf, type FileSample } from "./sample-records";
import { maximumRecordBytes, scanProblem } from "./scan-records";
import { scanFile, type ScanReport } from "./scan-file";
import { sniffDialect, type SniffedDialect } from "./sniff-dialect";
import { stageTable, type StagedTable, type StageSource } from "./stage-table";
import { widenPlans } from "./widen-plans";

/** A table read into the staging file, with everything that is known of it. */
export interface ReadTable {
  staged: StagedTable;
  names: string[];
  plans: readonly CastPlan[];
  hasRecords: boolean;
  /** Records of the source: the stored ones and the rejected ones. */
  records: number;
  structuralPath?: string;
  structuralRejected: number;
  lineShifts?: ScanReport["lineShifts"];
  dialect: SniffedDialect | undefined;
  decimal: "." | ",";
}

export interface ReadContext {
  connection: DuckDBConnection;
  options: ReadOptions;
  tempFolder: string;
  /** Share of the reading that is done, 0–1. */
  onRatio: (ratio: number) => void;
  signal?: AbortSignal;
}

const maximumColumns = 10_000;
/** More changes of a record's line than this, and the careful way (which notes each line) is taken instead. */
const maximumShifts = 5000;

interface Layout {
  text: PreparedText;
  dialect: SniffedDialect;
  names: string[];
  plans: CastPlan[];
  /** Columns without a cell in the sample: their type is found when everything is read. */
  unseen: number[];
  context: PlanContext;
}

function sampledCells(sample: FileSample, dialect: SniffedDialect): string[][] {
  const records = recordsOf(sample.head, sample.complete, dialect).slice(dialect.preamble);
  for (const block of sample.spread) records.push(...recordsOf(block, true, dialect));
  return records.filter((record) => record.problem === scanProblem.none && record.cells.length === dialect.columns).map((record) => record.cells);
}

async function layoutOf(text: PreparedText, options: ReadOptions): Promise<Layout> {
  const sample = await readSample(text.path);
  const dialect = sniffDialect(sample, options);
  if (dialect.columns > maximumColumns) {
    throw new AppError("dataset_unreadable", `The file has ${dialect.columns} columns; at most ${maximumColumns} can be read. Check the delimiter, or split the file.`);
  }
  const names = uniqueNames(dialect.names);
  const evidence = gatherEvidence(sampledCells(sample, dialect), dialect.columns);
  const context = planContext(evidence, options);
  const unseen: number[] = [];
  const plans = evidence.map((column, j) => {
    const chosen = options.types?.[names[j] ?? ""];
    if (chosen === undefined && column.present === 0) unseen.push(j);
    return chosen === undefined ? inferPlan(column, context) : forcedPlan(chosen, column, context);
  });
  return { text, dialect, names, plans, unseen, context };
}

function csvReader(filePath: string, delimiter: string, header: boolean, columns: readonly string[], lineEnd: string): string {
  const definitions = columns.map((name) => `'${name}': '${name.startsWith("r") ? "VARCHAR" : "BIGINT"}'`).join(", ");
  const options = [
    quoteLiteral(literalPath(filePath)), "auto_detect = false", `header = ${header}`, `delim = ${quoteLiteral(delimiter)}`, "quote = '\"'", "escape = '\"'",
    `new_line = ${lineEnd === "\n" ? "'\\n'" : "'\\r\\n'"}`, "strict_mode = true", "null_padding = false", "ignore_errors = false",
    `max_line_size = ${maximumRecordBytes + 64}`, `columns = {${definitions}}`,
  ];
  return `read_csv(${options.join(", ")})`;
}

function textColumns(columns: number): string[] {
  return Array.from({ length: columns }, (_, j) => `r${j}`);
}

/** Stages with the plans, and again with wider ones when later rows ask for it. */
async function stageWidening(context: ReadContext, source: StageSource, layout: Layout, first?: StagedTable): Promise<{ staged: StagedTable; plans: readonly CastPlan[] }> {
  const stagingPath = path.join(context.tempFolder, "staged.parquet");
  let staged = first ?? (await stageTable(context.connection, source, layout.plans, stagingPath, context));
  let plans = await withUnseen(context, staged, layout);
  if (plans !== layout.plans) staged = await stageTable(context.connection, source, plans, stagingPath, context);
  for (;;) {
    const wider = await widenPlans(context.connection, staged, plans);
    if (wider === plans) break;
    plans = wider;
    staged = await stageTable(context.connection, source, plans, stagingPath, context);
  }
  return { staged, plans };
}

/** Types of the columns that were empty in the sample, now that all their cells are known. */
async function withUnseen(context: ReadContext, staged: StagedTable, layout: Layout): Promise<readonly CastPlan[]> {
  const { plans } = layout;
  if (layout.unseen.length === 0) return plans;
  const [counts = {}] = await rowsOn(context.connection, `SELECT ${layout.unseen.map((j) => `count(c${j}) AS n${j}`).join(", ")} FROM ${parquetTable(staged.path)}`);
  let changed = false;
  const next = [...plans];
  for (const j of layout.unseen) {
    if (Number(counts[`n${j}`] ?? 0) === 0) continue;
    const cells = await rowsOn(context.connection, `SELECT c${j} AS cell FROM ${parquetTable(staged.path)} WHERE c${j} IS NOT NULL LIMIT 10000`);
    const [evidence] = gatherEvidence(cells.map((row) => [String(row.cell)]), 1);
    const plan = evidence && inferPlan(evidence, layout.context);
    if (!plan || plan.type === "text") continue;
    next[j] = plan;
    changed = true;
  }
  return changed ? next : plans;
}

/** DuckDB reads the file as it lies while the scanner counts its records; nothing when the two don't agree. */
async function readStraight(context: ReadContext, layout: Layout): Promise<ReadTable | undefined> {
  const { text, dialect } = layout;
  const isPlain = dialect.quote === '"' && !dialect.backslashEscapes && dialect.preamble <= 1 && !text.hasInvalidBytes && !text.hasZeroBytes;
  if (!isPlain) return undefined;
  const sample = (await readSample(text.path)).head;
  const lineEnd = sample.includes("\r\n") ? "\r\n" : "\n";
  const raws = textColumns(dialect.columns);
  const source: StageSource = { table: csvReader(text.path, dialect.delimiter, dialect.header, raws, lineEnd), texts: raws };
  const stop = new AbortController();
  const signal = context.signal ? AbortSignal.any([context.signal, stop.signal]) : stop.signal;
  const staging = stageTable(context.connection, source, layout.plans, path.join(context.tempFolder, "staged.parquet"), { onRatio: context.onRatio, signal })
    .catch(() => undefined);
  const report = await scanFile(text.path, dialect, context.signal).catch((error: unknown) => {
    stop.abort();
    return error instanceof Error ? error : new Error(String(error));
  });
  const isUsable = !(report instanceof Error) && report.clean && report.lineShifts.records.length <= maximumShifts;
  if (!isUsable) stop.abort();
  const first = await staging;
  if (context.signal?.aborted) throw cancelled();
  if (report instanceof Error) throw report;
  if (!isUsable || first?.rows !== report.records) return undefined;
  const { staged, plans } = await stageWidening(context, source, layout, first);
  return {
    staged, plans, names: layout.names, hasRecords: false, records: report.records, structuralRejected: 0,
    lineShifts: report.lineShifts, dialect, decimal: layout.context.decimal,
  };
}

/** Our own scanner sorts the records; DuckDB reads those that are good. */
async function readCarefully(context: ReadContext, layout: Layout): Promise<ReadTable> {
  const { text, dialect } = layout;
  const files = { cleanPath: path.join(context.tempFolder, "clean.csv"), rejectsPath: path.join(context.tempFolder, "rejects.csv") };
  const checkBytes = text.hasInvalidBytes || text.hasZeroBytes;
  const report = await cleanRecords(text.path, dialect, files, { checkBytes, signal: context.signal });
  const raws = textColumns(dialect.columns);
  const source: StageSource = {
    table: csvReader(files.cleanPath, dialect.delimiter, false, ["number", "line", ...raws], "\n"),
    texts: raws,
    record: { number: "number", line: "line" },
  };
  const { staged, plans } = await stageWidening(context, source, layout);
  if (staged.rows + report.rejected !== report.records) {
    throw new AppError("internal", "The file could not be read reliably.", { message: `staged ${staged.rows} + rejected ${report.rejected} is not ${report.records} records` });
  }
  return {
    staged, plans, names: layout.names, hasRecords: true, records: report.records, structuralPath: files.rejectsPath,
    structuralRejected: report.rejected, dialect, decimal: layout.context.decimal,
  };
}

/**
 * Reads a prepared text file into a staging file in `context.tempFolder`. Ordinary files go straight through DuckDB,
 * checked against an independent count of the records; all others go through our own scanner first.
 */
export async function readTextTable(text: PreparedText, context: ReadContext): Promise<ReadTable> {
  const layout = await layoutOf(text, context.options);
  return (await readStraight(context, layout)) ?? (await readCarefully(context, layout));
}
