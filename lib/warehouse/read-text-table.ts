import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import type { CastPlan } from "./cast-plan";
import { cleanRecords } from "./clean-records";
import { gatherEvidence, inferPlan } from "./infer-plans";
import type { PreparedText } from "./prepare-text";
import { rowsOn } from "./query";
import { parquetTable } from "./quote-sql";
import { cancelled } from "./run-tracked";
import { scanFile, type ScanReport } from "./scan-file";
import type { SniffedDialect } from "./sniff-dialect";
import { stageTable, type StagedTable, type StageSource } from "./stage-table";
import { csvReader, isStraight, layoutOf, type TextLayout } from "./text-layout";
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

/** More changes of a record's line than this, and the careful way (which notes each line) is taken instead. */
const maximumShifts = 5000;

/** Columns r0, r1 … of texts. */
function textColumns(columns: number): { raws: string[]; types: Record<string, string> } {
  const raws = Array.from({ length: columns }, (_, j) => `r${j}`);
  return { raws, types: Object.fromEntries(raws.map((name) => [name, "VARCHAR"])) };
}

/** The file as DuckDB reads it; `typed`: decimal columns as numbers at once, so that a cell which is none ends the reading. */
function straightSource({ text, dialect, lineEnd, plainNumbers }: TextLayout, typed: boolean): StageSource {
  const isTyped = plainNumbers.map((isPlain) => isPlain && typed);
  const raws = isTyped.map((_, j) => `r${j}`);
  const types = Object.fromEntries(raws.map((name, j) => [name, isTyped[j] ? "DOUBLE" : "VARCHAR"]));
  return {
    table: csvReader(text.path, dialect.delimiter, dialect.header, types, lineEnd),
    texts: raws,
    values: raws.map((raw, j) => (isTyped[j] ? `CASE WHEN ${raw} IS NULL OR isfinite(${raw}) THEN ${raw} ELSE error('not finite') END` : undefined)),
  };
}

/** Stages with the plans, and again with wider ones when later rows ask for it. */
async function stageWidening(context: ReadContext, source: StageSource, layout: TextLayout, first?: StagedTable): Promise<{ staged: StagedTable; plans: readonly CastPlan[] }> {
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
async function withUnseen(context: ReadContext, staged: StagedTable, layout: TextLayout): Promise<readonly CastPlan[]> {
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
async function readStraight(context: ReadContext, layout: TextLayout): Promise<ReadTable | undefined> {
  const { text, dialect } = layout;
  if (!isStraight(layout)) return undefined;
  let source = straightSource(layout, true);
  const stop = new AbortController();
  const signal = context.signal ? AbortSignal.any([context.signal, stop.signal]) : stop.signal;
  const stage = () => stageTable(context.connection, source, layout.plans, path.join(context.tempFolder, "staged.parquet"), { onRatio: context.onRatio, signal }).catch(() => undefined);
  const staging = stage();
  const report = await scanFile(text.path, dialect, context.signal).catch((error: unknown) => {
    stop.abort();
    return error instanceof Error ? error : new Error(String(error));
  });
  const isUsable = !(report instanceof Error) && report.clean && report.lineShifts.records.length <= maximumShifts;
  if (!isUsable) stop.abort();
  let first = await staging;
  if (!first && isUsable && layout.plainNumbers.includes(true)) {
    source = straightSource(layout, false);
    first = await stage();
  }
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
async function readCarefully(context: ReadContext, layout: TextLayout): Promise<ReadTable> {
  const { text, dialect } = layout;
  const files = { cleanPath: path.join(context.tempFolder, "clean.csv"), rejectsPath: path.join(context.tempFolder, "rejects.csv") };
  const checkBytes = text.hasInvalidBytes || text.hasZeroBytes;
  const report = await cleanRecords(text.path, dialect, files, { checkBytes, signal: context.signal });
  const { raws, types } = textColumns(dialect.columns);
  const source: StageSource = {
    table: csvReader(files.cleanPath, dialect.delimiter, false, { number: "BIGINT", line: "BIGINT", ...types }, "\n"),
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
