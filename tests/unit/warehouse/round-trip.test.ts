import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { exportFile } from "@/lib/warehouse/export-file";
import { ingestFile } from "@/lib/warehouse/ingest-file";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import { query } from "@/lib/warehouse/query";
import { readColumns } from "@/lib/warehouse/read-columns";
import { readRows } from "@/lib/warehouse/read-rows";
import { streamExport } from "@/lib/warehouse/stream-export";
import { writeAssignments } from "@/lib/warehouse/write-assignments";

/** A folder with characters that a glob would expand: paths must be taken literally. */
const folder = mkdtempSync(path.join(tmpdir(), "warehouse-[a] 'quoted' *-"));
const parquetPath = path.join(folder, "data.parquet");
const assignmentsPath = path.join(folder, "segments.parquet");
const csv = `id,city,spend,joined
1,Paris,10.5,2024-01-02
2,Berlin,-5,2024-02-03
3,Paris,,
4,=2+3,7,2024-03-04
`;

beforeAll(async () => {
  writeFileSync(path.join(folder, "a.csv"), csv);
  await ingestFile({
    sourcePath: path.join(folder, "a.csv"), fileName: "a.csv", targetPath: parquetPath,
    rejectsPath: path.join(folder, "rejects.parquet"), options: {}, tempFolder: folder,
  });
  await writeAssignments(assignmentsPath, {
    rowIds: Float64Array.of(0, 1, 2, 3), segments: Int32Array.of(0, 1, 0, -1), confidence: Float32Array.of(0.5, 1, NaN, 0.25),
  });
});
afterAll(async () => {
  await closeWarehouse();
  rmSync(folder, { recursive: true });
});

describe("a stored table", () => {
  it("is read into typed arrays: numbers with NaN, dates as milliseconds, text as codes into sorted levels", async () => {
    const table = await readColumns(parquetPath, ["spend", "city", "joined"]);
    expect([...table.rowIds]).toEqual([0, 1, 2, 3]);
    const [spend, city, joined] = table.columns;
    expect(spend).toMatchObject({ kind: "numeric", values: Float64Array.of(10.5, -5, NaN, 7) });
    expect(city).toMatchObject({ kind: "category", levels: ["=2+3", "Berlin", "Paris"], codes: Int32Array.of(2, 1, 2, 0) });
    expect(joined?.kind === "numeric" && joined.values[0]).toBe(Date.UTC(2024, 0, 2));
  });

  it("refuses a column that does not exist", async () => {
    await expect(readColumns(parquetPath, ["nope"])).rejects.toMatchObject({ code: "bad_request" });
  });

  it("is paged with sort and filters; missing cells come last", async () => {
    const page = await readRows(parquetPath, { sort: "spend", direction: "desc", limit: 10, offset: 0 });
    expect(page.rows.map((row) => row.rowId)).toEqual([0, 3, 1, 2]);
    const paris = await readRows(parquetPath, { filters: [{ column: "city", operator: "equals", value: "Paris" }], columns: ["id", "joined"], limit: 1, offset: 1 });
    expect(paris.total).toBe(2);
    expect(paris.rows).toEqual([{ rowId: 2, cells: [3, null] }]);
  });

  it("answers a typed question with bound values", async () => {
    const rows = await query(`SELECT count(*) AS n FROM ${parquetTable(parquetPath)} WHERE city = ?`, ["Paris"], z.object({ n: z.number() }));
    expect(rows).toEqual([{ n: 2 }]);
  });
});

describe("an export", () => {
  it("is safe in a spreadsheet, keeps numbers, and carries segments and confidence", async () => {
    const text = await new Response(streamExport({ parquetPath, assignmentsPath, format: "csv" })).text();
    expect(text.split("\n")).toEqual([
      "id,city,spend,joined,segment,confidence",
      "1,Paris,10.5,2024-01-02,0,0.5",
      "2,Berlin,-5.0,2024-02-03,1,1.0",
      "3,Paris,,,0,",
      "4,'=2+3,7.0,2024-03-04,-1,0.25",
      "",
    ]);
  });

  it("as JSON is one array of objects", async () => {
    const rows: unknown = await new Response(streamExport({ parquetPath, assignmentsPath, format: "json", segments: [1], segmentNames: { 1: "It's" } })).json();
    expect(rows).toEqual([{ id: 2, city: "Berlin", spend: -5, joined: "2024-02-03", segment: 1, segment_name: "It's", confidence: 1 }]);
  });

  it("as Parquet can be read back", async () => {
    const target = path.join(folder, "out.parquet");
    await exportFile(target, { parquetPath, assignmentsPath, format: "parquet" });
    const rows = await query(`SELECT segment FROM ${parquetTable(target)}`, [], z.object({ segment: z.number() }));
    expect(rows.map((row) => row.segment)).toEqual([0, 1, 0, -1]);
  });
});
