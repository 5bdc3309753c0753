import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { exportFile } from "@/lib/warehouse/export-file";
import { closeWarehouse, withConnection } from "@/lib/warehouse/instance";
import { quoteLiteral } from "@/lib/warehouse/quote-sql";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

/** A zip archive with stored (not compressed) entries. */
function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook of two sheets, the first of them empty; style 1 is a date, style 2 a date with time. */
function workbook(rows: string): Buffer {
  return zip({
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${namespace} xmlns:r="${relations}"><sheets><sheet name="Empty" sheetId="1" r:id="rId1"/><sheet name="Sales" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet ${namespace}><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${namespace}><sheetData/></worksheet>`,
    "xl/worksheets/sheet2.xml": `<worksheet ${namespace}><sheetData>${rows}</sheetData></worksheet>`,
  });
}

const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (cell: string, value: number, style = 0) => `<c r="${cell}" s="${style}"><v>${value}</v></c>`;

describe("an Excel workbook", () => {
  it("is read from its first sheet with rows: numbers, dates, times, texts with commas and quotes", async () => {
    const rows = [
      `<row r="1">${text("A1", "name")}${text("B1", "spend")}${text("C1", "day")}${text("D1", "seen")}</row>`,
      `<row r="2">${text("A2", 'Ann, &quot;A&quot;')}${number("B2", 10.5)}${number("C2", 45292, 1)}${number("D2", 45292.5, 2)}</row>`,
      `<row r="4">${text("A4", "Bob")}${number("C4", 45293, 1)}${number("D4", 45293.25, 2)}</row>`,
    ].join("");
    const { names, types, cells, result } = await workshop.ingest(workbook(rows), {}, { fileName: "book.xlsx" });
    expect(names).toEqual(["name", "spend", "day", "seen"]);
    expect(types).toEqual({ name: "text", spend: "decimal", day: "date", seen: "timestamp" });
    expect(cells).toEqual([
      ['Ann, "A"', 10.5, "2024-01-01", "2024-01-01T12:00:00.000Z"],
      ["Bob", null, "2024-01-02", "2024-01-02T06:00:00.000Z"],
    ]);
    expect(result.dialect).toMatchObject({ format: "xlsx", sheet: "Sales", header: true });
  });

  it("without rows is refused", async () => {
    await expect(workshop.ingest(workbook(""), {}, { fileName: "book.xlsx" })).rejects.toMatchObject({ code: "dataset_empty" });
    expect(workshop.leftovers()).toEqual([]);
  });
});

describe("a Parquet file", () => {
  const select = `SELECT i::INTEGER AS a, (i / 3)::DECIMAL(10,2) AS b, CASE WHEN i = 1 THEN 'nan'::DOUBLE ELSE i END AS c, i % 2 = 0 AS d,
    DATE '2024-01-01' + i::INTEGER AS e, TIMESTAMP '2024-07-01 12:00:00' AS f, TIMESTAMPTZ '2024-07-01 12:00:00+02' AS g, [i, i + 1] AS h, 'x' || i AS i, i AS row_id
    FROM range(3) t(i)`;
  async function source(sql: string): Promise<string> {
    const file = path.join(workshop.folder, "inputs", `made-${sql.length}.parquet`);
    await withConnection((connection) => connection.run(`COPY (${sql}) TO ${quoteLiteral(file)} (FORMAT parquet)`));
    return file;
  }

  it("keeps its kinds of values; times without a zone are taken in the chosen one", async () => {
    const { types, cells, names } = await workshop.ingestPath(await source(select), { timezone: "Europe/Berlin" });
    expect(names.at(-1)).toBe("row_id_2");
    expect(types).toEqual({ a: "integer", b: "decimal", c: "decimal", d: "boolean", e: "date", f: "timestamp", g: "timestamp", h: "text", i: "text", row_id_2: "integer" });
    expect(cells[1]).toEqual([1, 0.33, null, false, "2024-01-02", "2024-07-01T10:00:00.000Z", "2024-07-01T10:00:00.000Z", "[1,2]", "x1", 1]);
  });

  it("takes types that the user chose, and rejects what does not fit", async () => {
    const { types, cells, rejects } = await workshop.ingestPath(await source("SELECT i AS a, CASE WHEN i = 1 THEN 'x' ELSE i::VARCHAR END AS b FROM range(3) t(i)"), { types: { a: "text", b: "integer" } });
    expect(types).toEqual({ a: "text", b: "integer" });
    expect(cells).toEqual([["0", 0], ["2", 2]]);
    expect(rejects).toMatchObject([{ rowId: 1, column: "b", value: "x", reason: "Not a whole number" }]);
  });

  it("is known by its bytes whatever its name, and survives an export and an import", async () => {
    const first = await workshop.ingest("a,b\n1,x\n2,y\n");
    const file = path.join(workshop.folder, "inputs", "exported.csv");
    await exportFile(file, { parquetPath: first.parquetPath, format: "parquet" });
    expect(statSync(file).size).toBeGreaterThan(0);
    expect((await workshop.ingestPath(file)).cells).toEqual(first.cells);
  });
});

describe("UTF-16 without a byte order mark, and UTF-8 with one", () => {
  it("are found by their bytes", async () => {
    const csv = "näme,n\nJosé,1\nŁukasz,2\n";
    const wide = path.join(workshop.folder, "inputs", "wide.csv");
    writeFileSync(wide, Buffer.from(csv, "utf16le"));
    const { cells, result } = await workshop.ingestPath(wide);
    expect(cells).toEqual([["José", 1], ["Łukasz", 2]]);
    expect(result.dialect).toMatchObject({ encoding: "utf-16", byteOrderMark: false });
    const swapped = Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(csv, "utf16le").swap16()]);
    expect((await workshop.ingest(swapped)).cells).toEqual(cells);
    const marked = await workshop.ingest(`\ufeff${csv}`);
    expect(marked.names).toEqual(["näme", "n"]);
    expect(marked.result.dialect).toMatchObject({ encoding: "utf-8", byteOrderMark: true });
  });
});
