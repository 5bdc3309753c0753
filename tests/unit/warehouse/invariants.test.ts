import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import { query } from "@/lib/warehouse/query";
import { createRecordScanner } from "@/lib/warehouse/scan-records";
import { splitCells } from "@/lib/warehouse/split-cells";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

const textTypes = { a: "text", b: "text", c: "text" } as const;
const awkwardCell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => !text.includes("\0")),
  fc.stringMatching(/^[",;\n\r' \\x=-]{0,6}$/u),
  fc.constantFrom("", "NULL", "007", "1e5", "</script>", "'; DROP TABLE x; --", "🎉", "a\u2028b"),
);

describe("any table written by the rules comes back cell by cell", () => {
  it("whatever is in the cells, with \\n or \\r\\n", async () => {
    const rows = fc.array(fc.tuple(awkwardCell, awkwardCell, awkwardCell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), fc.constantFrom("\n", "\r\n"), async (table, quoteAll, lineEnd) => {
        const written = (cell: string) => (quoteAll || /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
        const lines = table.map((row) => row.map(written).join(","));
        const { cells, rowIds, result } = await workshop.ingest(["a,b,c", ...lines].join(lineEnd), { header: true, delimiter: ",", types: textTypes });
        expect(result.rejectedCount).toBe(0);
        expect(rowIds).toEqual(table.map((_, i) => i));
        expect(cells.map((row) => row.map((cell) => cell ?? ""))).toEqual(table);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("any bytes", () => {
  it("are stored, rejected or refused, and every record is in exactly one place", async () => {
    const line = fc.stringMatching(/^[a"',;\\ 1\u00e9]{0,12}$/u);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 25 }), fc.constantFrom("\n", "\r\n", "\r"), async (lines, lineEnd) => {
        try {
          const { rowIds, rejects, result } = await workshop.ingest(`x,y\n${lines.join(lineEnd)}`, { delimiter: ",", header: true });
          const rejected = new Set(rejects.map((reject) => reject.rowId));
          expect(result).toMatchObject({ rowCount: rowIds.length, rejectedCount: rejected.size });
          expect([...rowIds, ...rejected].sort((a, b) => a - b)).toEqual(Array.from({ length: rowIds.length + rejected.size }, (_, i) => i));
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(["dataset_unreadable", "dataset_empty"]).toContain(error.code);
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(workshop.leftovers()).toEqual([]);
  });

  it("give the same records however they are cut into chunks", () => {
    const grammar = { delimiter: 44, quote: 34, backslashEscapes: false };
    const scan = (bytes: Buffer, size: number) => {
      const found: string[] = [];
      const scanner = createRecordScanner(grammar, (buffer, start, end, cells, problem, at) => found.push(`${at}|${cells}|${problem}|${buffer.toString("latin1", start, end)}`));
      for (let from = 0; from < bytes.length; from += size) scanner.push(bytes.subarray(from, from + size));
      scanner.end();
      return found;
    };
    fc.assert(
      fc.property(fc.stringMatching(/^[a",\r\n]{0,60}$/u), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const bytes = Buffer.from(text);
        expect(scan(bytes, size)).toEqual(scan(bytes, 1000));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("splits cells as the rules say", () => {
    const grammar = { delimiter: ",", quote: '"', backslashEscapes: false };
    expect(splitCells('a,"b ""c"", d",,12" pipe', grammar)).toEqual(["a", 'b "c", d', "", '12" pipe']);
  });
});

describe("a large file", () => {
  const rows = 250_000;
  const numbers = z.object({ n: z.number(), wrong: z.number() });
  const disorder = (path: string) => query(`SELECT count(*) AS n, count(*) FILTER (row_id <> id) AS wrong FROM ${parquetTable(path)}`, [], numbers);
  const lines = Array.from({ length: rows }, (_, i) => `${i},name ${i % 977},${(i * 37) % 1000}.5,2024-01-${String((i % 28) + 1).padStart(2, "0")}`);

  it("keeps its order when several threads read it", async () => {
    const { parquetPath, result } = await workshop.ingest(`id,name,spend,day\n${lines.join("\n")}\n`);
    expect(result).toMatchObject({ rowCount: rows, rejectedCount: 0 });
    expect(await disorder(parquetPath)).toEqual([{ n: rows, wrong: 0 }]);
  });

  it("keeps its numbers when some rows are bad cells and others broken records", async () => {
    const damaged = [...lines];
    damaged[100_000] = "100000,x,oops,2024-01-01";
    damaged[200_000] = "200000,too,few";
    damaged[200_001] = '200001,"two\nlines",7,2024-01-02';
    const { parquetPath, result, rejects } = await workshop.ingest(`id,name,spend,day\n${damaged.join("\n")}\n`);
    expect(result).toMatchObject({ rowCount: rows - 2, rejectedCount: 2 });
    expect(await disorder(parquetPath)).toEqual([{ n: rows - 2, wrong: 0 }]);
    expect(rejects.map(({ rowId, line, reason }) => [rowId, line, reason])).toEqual([
      [100_000, 100_002, "Not a number"],
      [200_000, 200_002, "4 cells expected, 3 found"],
    ]);
  });

  it("tells the right line of a bad cell below cells that span lines", async () => {
    const spanning = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? `"a\nb",${i}` : i === 95 ? "a,oops" : `a,${i}`));
    const { rejects } = await workshop.ingest(`t,n\n${spanning.join("\n")}\n`);
    expect(rejects).toEqual([{ rowId: 95, line: 107, column: "n", value: "oops", reason: "Not a whole number" }]);
  });

  it("with a line of several megabytes loses only that line", async () => {
    const long = "x".repeat(3 * 1024 * 1024);
    const { result, rejects, cells } = await workshop.ingest(`a,b\n1,y\n2,${long}\n3,z\n`);
    expect(result).toMatchObject({ rowCount: 2, rejectedCount: 1 });
    expect(cells).toEqual([[1, "y"], [3, "z"]]);
    expect(rejects[0]).toMatchObject({ rowId: 1, line: 3, reason: "The line is longer than 2 MB" });
  });

  it("with a quote that is never closed loses only that line", async () => {
    const body = Array.from({ length: 60_000 }, (_, i) => (i === 30_000 ? `"stray,${i},text` : `${i},${i},some text to fill the line`));
    const { result, rejects } = await workshop.ingest(`a,b,c\n${body.join("\n")}\n`);
    expect(result).toMatchObject({ rowCount: 59_999, rejectedCount: 1 });
    expect(rejects[0]).toMatchObject({ rowId: 30_000, line: 30_002, reason: "A quote is opened and not closed" });
  });
});
