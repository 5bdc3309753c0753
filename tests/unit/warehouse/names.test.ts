import { afterAll, describe, expect, it } from "vitest";
import { uniqueNames } from "@/lib/warehouse/column-names";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { readColumns } from "@/lib/warehouse/read-columns";
import { readRows } from "@/lib/warehouse/read-rows";
import { streamExport } from "@/lib/warehouse/stream-export";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

describe("column names", () => {
  it("are made unique, filled in and cut, and otherwise kept", () => {
    expect(uniqueNames(["a", "A", "a", "", " b ", "row_id", "a_2"])).toEqual(["a", "A_3", "a_4", "column_4", "b", "row_id_2", "a_2"]);
    expect(uniqueNames(["x".repeat(400)])[0]).toHaveLength(250);
    expect(uniqueNames(["line\nbreak", "nul\0l"])).toEqual(["line break", "nul l"]);
  });

  it("with quotes, emoji, SQL and HTML go through every part", async () => {
    const names = ['say "hi"', "🎉 party", "'; DROP TABLE users; --", "<script>alert(1)</script>", "=1+1", "c0", "record"];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",");
    const { names: stored, parquetPath } = await workshop.ingest(`${header}\n1,2,3,4,5,6,7\n8,9,10,11,12,13,14\n`);
    expect(stored).toEqual(names);
    const table = await readColumns(parquetPath, names);
    expect(table.columns.map((column) => column.name)).toEqual(names);
    for (const name of names) {
      const page = await readRows(parquetPath, { sort: name, direction: "desc", columns: [name], filters: [{ column: name, operator: "present" }], limit: 1, offset: 0 });
      expect(page.rows[0]?.rowId).toBe(1);
    }
    const csv = await new Response(streamExport({ parquetPath, format: "csv" })).text();
    expect(csv.split("\n")[0]).toBe(`"say ""hi""",🎉 party,'; DROP TABLE users; --,<script>alert(1)</script>,'=1+1,c0,record`);
  });

  it("of a thousand columns are read, profiled and stored", async () => {
    const wide = Array.from({ length: 1000 }, (_, j) => `column ${j}`);
    const row = (i: number) => wide.map((_, j) => (j % 3 === 0 ? `t${(i + j) % 5}` : String((i * j) % 100))).join(",");
    const { result, cells } = await workshop.ingest(`${wide.join(",")}\n${Array.from({ length: 60 }, (_, i) => row(i)).join("\n")}\n`);
    expect(result.columns).toHaveLength(1000);
    expect(result).toMatchObject({ rowCount: 60, rejectedCount: 0, dialect: { header: true } });
    expect(cells[59]?.slice(0, 3)).toEqual(["t4", 59, 18]);
  });
});
