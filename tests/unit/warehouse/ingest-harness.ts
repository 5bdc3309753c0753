import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ReadOptions } from "@/lib/schemas/dataset";
import { ingestFile, type IngestRequest, type IngestResult } from "@/lib/warehouse/ingest-file";
import { readRows } from "@/lib/warehouse/read-rows";

export type Cell = string | number | boolean | null;

export interface Ingested {
  result: IngestResult;
  names: string[];
  types: Record<string, string>;
  rowIds: number[];
  cells: Cell[][];
  rejects: { rowId: number; line: Cell; column: Cell; value: Cell; reason: Cell }[];
  parquetPath: string;
}

export interface Workshop {
  folder: string;
  /** Ingests text or bytes; the file gets this name. */
  ingest: (content: string | Uint8Array, options?: ReadOptions, extra?: Partial<IngestRequest>) => Promise<Ingested>;
  /** Ingests a file that lies elsewhere. */
  ingestPath: (sourcePath: string, options?: ReadOptions, extra?: Partial<IngestRequest>) => Promise<Ingested>;
  /** Names of everything that the ingests have left, but for the results. */
  leftovers: () => string[];
  remove: () => void;
}

async function readBack(targetPath: string, rejectsPath: string, result: IngestResult): Promise<Ingested> {
  const page = { limit: 1_000_000, offset: 0 };
  const stored = await readRows(targetPath, page);
  const rejected = await readRows(rejectsPath, page);
  return {
    result,
    names: stored.columns.map((column) => column.name),
    types: Object.fromEntries(result.columns.map((column) => [column.name, column.type])),
    rowIds: stored.rows.map((row) => row.rowId),
    cells: stored.rows.map((row) => row.cells),
    rejects: rejected.rows.map(({ rowId, cells: [line = null, column = null, value = null, reason = null] }) => ({ rowId, line, column, value, reason })),
    parquetPath: targetPath,
  };
}

/** A folder of its own for the ingests of one test file. */
export function createWorkshop(): Workshop {
  const folder = mkdtempSync(path.join(tmpdir(), "warehouse-"));
  const inputs = path.join(folder, "inputs");
  mkdirSync(inputs);
  mkdirSync(path.join(folder, "results"));
  mkdirSync(path.join(folder, "temp"));
  let number = 0;
  const ingestPath: Workshop["ingestPath"] = async (sourcePath, options = {}, extra = {}) => {
    number += 1;
    const targetPath = path.join(folder, "results", `${number}.parquet`);
    const rejectsPath = path.join(folder, "results", `${number}.rejects.parquet`);
    const result = await ingestFile({
      sourcePath, fileName: path.basename(sourcePath), targetPath, rejectsPath, options, tempFolder: path.join(folder, "temp"), ...extra,
    });
    return readBack(targetPath, rejectsPath, result);
  };
  return {
    folder,
    ingestPath,
    ingest: (content, options, extra) => {
      const sourcePath = path.join(inputs, `${number}-${extra?.fileName ?? "data.csv"}`);
      writeFileSync(sourcePath, content);
      return ingestPath(sourcePath, options, extra);
    },
    leftovers: () => [...readdirSync(path.join(folder, "temp")), ...readdirSync(path.join(folder, "results")).filter((name) => !/^\d+(\.rejects)?\.parquet$/u.test(name))],
    remove: () => rmSync(folder, { recursive: true }),
  };
}
