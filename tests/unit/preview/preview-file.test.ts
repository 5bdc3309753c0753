import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findTableProblem, previewFile, refuseFile } from "@/lib/preview/preview-file";

const csv = "name,age\nJosé,30\nMüller,25\n";

function fileOf(content: string | Uint8Array<ArrayBuffer>, name: string): File {
  return new File([content], name);
}
const bytesOf = (...values: number[]) => new Uint8Array(values);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));

async function tableOf(file: File) {
  const outcome = await previewFile(file, {});
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.preview;
}

describe("previewFile", () => {
  it.each([
    ["utf-8", new Uint8Array(Buffer.from(csv)), false],
    ["utf-8", new Uint8Array(Buffer.from(`\ufeff${csv}`)), true],
    ["latin-1", latin1(csv), false],
    ["utf-16", utf16(csv), true],
  ] as const)("reads %s (mark: %#)", async (encoding, bytes, byteOrderMark) => {
    const preview = await tableOf(fileOf(bytes, "people.csv"));
    expect(preview.csv).toMatchObject({ encoding, byteOrderMark });
    expect(preview.table?.columns[0]?.name).toBe("name");
    expect(preview.table?.rows).toEqual([["José", "30"], ["Müller", "25"]]);
    expect(preview.rows).toEqual({ count: 2, exact: true });
  });

  it("unpacks the beginning of a gzip file and estimates its rows", async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `${String(i).padStart(7, "1")},${String((i * 7919) % 1000).padStart(4, "1")}`);
    const packed = new Uint8Array(gzipSync(`id,value\n${lines.join("\n")}\n`));
    const preview = await tableOf(fileOf(packed, "numbers.csv.gz"));
    expect(preview.compressed).toBe(true);
    expect(preview.rows?.exact).toBe(false);
    expect(Math.abs((preview.rows?.count ?? 0) - 200_000)).toBeLessThan(2_000);
  });

  it.each([
    ["a PNG picture", bytesOf(0x89, 0x50, 0x4e, 0x47, 1, 2, 3), "data.csv", /picture/],
    ["a ZIP archive", bytesOf(0x50, 0x4b, 3, 4, 0, 0), "data.csv", /ZIP/],
    ["a broken gzip", bytesOf(0x1f, 0x8b, 9, 9, 9, 9), "data.csv.gz", /damaged/],
    ["random bytes", new Uint8Array(Array.from({ length: 4000 }, (_, i) => (i * 73 + 1) % 256)), "data.csv", /binary/],
    ["a text that claims to be a workbook", new Uint8Array(Buffer.from(csv)), "data.xlsx", /Excel workbook/],
    ["empty lines only", new Uint8Array(Buffer.from("\n\n\n")), "data.csv", /empty lines/],
    ["gzip within gzip", new Uint8Array(gzipSync(gzipSync(csv))), "data.csv.gz", /twice/],
  ])("refuses %s in words", async (_, bytes, name, words) => {
    const outcome = await previewFile(fileOf(bytes, name), {});
    expect(outcome.ok).toBe(false);
    expect(outcome.ok ? "" : outcome.refusal).toMatch(words);
  });

  it("reads mixed line breaks as the server does", async () => {
    expect((await tableOf(fileOf("a,b\r1,2\n3,4\r\n5,6", "mixed.csv"))).table?.rows).toEqual([["1", "2"], ["3", "4"], ["5", "6"]]);
  });

  it("names the first column of a file as R writes it", async () => {
    const preview = await tableOf(fileOf("x,y\na,1,2\nb,3,4\n", "r.csv"));
    expect(preview.table?.columns.map((column) => column.name)).toEqual(["column_1", "x", "y"]);
  });

  it("says what keeps a file from being a table", async () => {
    expect(findTableProblem(await tableOf(fileOf("a\n1\n2\n", "one.csv")))).toMatch(/Only one column/);
    expect(findTableProblem(await tableOf(fileOf("name,city\n", "header.csv")))).toMatch(/no row below/);
    expect(findTableProblem(await tableOf(fileOf(csv, "people.csv")))).toBeUndefined();
  });

  it("refuses a damaged workbook in words", async () => {
    const outcome = await previewFile(fileOf(bytesOf(0x50, 0x4b, 3, 4, 0, 0, 1, 2, 3), "book.xlsx"), {});
    expect(outcome.ok ? "" : outcome.refusal).toMatch(/damaged/);
  });

  it("knows Parquet without reading it", async () => {
    expect(await tableOf(fileOf("PAR1xxxxPAR1", "rows.parquet"))).toEqual({ format: "parquet", compressed: false });
  });
});

describe("refuseFile", () => {
  it("says why by name and size alone", () => {
    expect(refuseFile({ name: "a.csv", size: 0 }, 100)).toMatch(/0 bytes/);
    expect(refuseFile({ name: "a.csv", size: 11 * 1024 ** 3 }, 10 * 1024 ** 3)).toMatch(/10 GB/);
    expect(refuseFile({ name: "a.docx", size: 10 }, 100)).toMatch(/CSV, TSV/);
    expect(refuseFile({ name: "A.CSV", size: 10 }, 100)).toBeUndefined();
    expect(refuseFile({ name: "a.tsv.gz", size: 10 }, 100)).toBeUndefined();
  });
});
