import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnProfile } from "@/lib/schemas/column";
import { sampleRows } from "@/lib/sql/dataset/sample-rows";
import { ingestFile } from "@/lib/warehouse/ingest-file";

let folder: string;
let rowsPath: string;
let columns: ColumnProfile[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tessera-sample-"));
  const sourcePath = path.join(folder, "rows.csv");
  rowsPath = path.join(folder, "rows.parquet");
  const lines = Array.from({ length: 5000 }, (_, i) => `${i},${i % 7 === 0 ? "" : i / 2},"city ""${i % 3}""",${i % 2 === 0},2026-01-0${(i % 9) + 1}`);
  await writeFile(sourcePath, `n,half,the city,even,day\n${lines.join("\n")}\n`);
  ({ columns } = await ingestFile({ sourcePath, fileName: "rows.csv", targetPath: rowsPath, rejectsPath: path.join(folder, "rejects.parquet"), options: {}, tempFolder: folder }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("sampleRows", () => {
  it("takes rows from all over the file, in their order, and the same ones again", async () => {
    const rows = await sampleRows({ rowsPath, columns, limit: 600 });
    expect(rows).toHaveLength(600);
    expect(rows.map((row) => row.rowId)).toEqual(rows.map((row) => row.rowId).toSorted((a, b) => a - b));
    const perFifth = [0, 1, 2, 3, 4].map((fifth) => rows.filter((row) => Math.floor(row.rowId / 1000) === fifth).length);
    expect(Math.min(...perFifth)).toBeGreaterThan(80);
    expect(await sampleRows({ rowsPath, columns, limit: 600 })).toEqual(rows);
  });
  it("gives numbers and booleans as they are, anything else as text, missing as null", async () => {
    const rows = await sampleRows({ rowsPath, columns, limit: 10_000 });
    expect(rows).toHaveLength(5000);
    expect(rows[0]).toEqual({ rowId: 0, cells: [0, null, 'city "0"', true, "2026-01-01"] });
    expect(rows[3]).toEqual({ rowId: 3, cells: [3, 1.5, 'city "0"', false, "2026-01-04"] });
  });
});
