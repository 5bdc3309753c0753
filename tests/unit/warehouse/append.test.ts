import path from "node:path";
import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { appendVersion } from "@/lib/warehouse/append-versions";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { readRows } from "@/lib/warehouse/read-rows";
import { createWorkshop, type Ingested } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

let number = 0;
async function append(base: Ingested, csv: string) {
  number += 1;
  const sourcePath = path.join(workshop.folder, "inputs", `more-${number}.csv`);
  writeFileSync(sourcePath, csv);
  const targetPath = path.join(workshop.folder, "results", `${9000 + number}.parquet`);
  const result = await appendVersion({
    basePath: base.parquetPath, baseRejectsPath: base.parquetPath.replace(/parquet$/u, "rejects.parquet"), baseRecords: base.result.rowCount + base.result.rejectedCount,
    sourcePath, fileName: "more.csv", targetPath, rejectsPath: targetPath.replace(/parquet$/u, "rejects.parquet"), options: {}, tempFolder: path.join(workshop.folder, "temp"),
  });
  const { rows, columns } = await readRows(targetPath, { limit: 100, offset: 0 });
  const rejects = await readRows(targetPath.replace(/parquet$/u, "rejects.parquet"), { limit: 100, offset: 0 });
  return { result, rows, types: columns.map((column) => column.type), rejects: rejects.rows };
}

describe("appending a file", () => {
  it("joins columns by name in any order, widens types, and goes on with the row numbers", async () => {
    const base = await workshop.ingest("id,spend,day\n1,10,2024-01-01\n2,oops\n3,30,2024-01-03\n");
    const { result, rows, types, rejects } = await append(base, "day,id,spend\n2024-02-01 10:00:00,4,1.5\n2024-02-02,5\n2024-02-03,6,7\n");
    expect(result).toMatchObject({ rowCount: 4, rejectedCount: 2, appended: { rowCount: 2, rejectedCount: 1 } });
    expect(types).toEqual(["integer", "decimal", "timestamp"]);
    expect(rows.map((row) => [row.rowId, ...row.cells])).toEqual([
      [0, 1, 10, "2024-01-01T00:00:00.000Z"],
      [2, 3, 30, "2024-01-03T00:00:00.000Z"],
      [3, 4, 1.5, "2024-02-01T10:00:00.000Z"],
      [5, 6, 7, "2024-02-03T00:00:00.000Z"],
    ]);
    expect(rejects.map((row) => row.rowId)).toEqual([1, 4]);
  });

  it("keeps the dataset's text as text, and its numbers as numbers", async () => {
    const base = await workshop.ingest("zip,n\n01234,1\n04321,2\n");
    const { rows, result } = await append(base, "zip,n\n99999,3\n88888,x\n");
    expect(rows.map((row) => row.cells)).toEqual([["01234", 1], ["04321", 2], ["99999", 3]]);
    expect(result.appended).toEqual({ rowCount: 1, rejectedCount: 1 });
  });

  it("refuses other columns in words and leaves nothing", async () => {
    const base = await workshop.ingest("a,b\n1,2\n");
    await expect(append(base, "a,c\n1,2\n")).rejects.toMatchObject({ code: "dataset_unreadable", userMessage: expect.stringContaining("missing: “b”; not in the dataset: “c”") as string });
    expect(workshop.leftovers()).toEqual([]);
  });
});
