import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ReadOptions } from "@/lib/schemas/dataset";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { query } from "@/lib/warehouse/query";
import { createWorkshop, type Ingested } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

/** Whether the file was read in one go: DuckDB did not write it. */
async function isAtOnce(parquetPath: string): Promise<boolean> {
  const [row] = await query(`SELECT created_by FROM parquet_file_metadata('${parquetPath}')`, [], z.object({ created_by: z.string() }));
  return row?.created_by === "Tessera";
}

type Column = Ingested["result"]["columns"][number];

/** What one go must find of a column. DuckDB's estimate of different values is up to a fifth off, and decides what counts as a key. */
function figuresOf(column: Column, rows: number) {
  const near = (value: number | undefined) => (value === undefined ? undefined : expect.toSatisfy((other: number) => Math.abs(other - value) <= 1e-6 * Math.max(1, Math.abs(value))));
  // DuckDB's skewness takes differences of sums of cubes, of which nothing is left for numbers of very different sizes.
  const isWild = Math.max(Math.abs(Number(column.max)), Math.abs(Number(column.min))) > 1e9;
  const isKey = column.distinctCount > 0.6 * rows;
  return {
    ...column, mean: near(column.mean), median: near(column.median), standardDeviation: near(column.standardDeviation),
    skewness: isWild && column.skewness !== undefined ? (expect.anything() as number) : near(column.skewness),
    distinctCount: column.distinctIsEstimate ? (expect.toSatisfy((count: number) => Math.abs(count / column.distinctCount - 1) < 0.25) as number) : column.distinctCount,
    topValues: isKey ? (expect.anything() as undefined) : (column.topValues ?? []),
  };
}

/** Reads a text both ways and holds them to the same answer; says whether one go was enough. */
async function readBothWays(text: string | Uint8Array, options: ReadOptions = {}, fileName = "data.csv"): Promise<boolean> {
  const careful = await workshop.ingest(text, options, { atOnceBytes: Infinity, fileName });
  const atOnce = await workshop.ingest(text, options, { atOnceBytes: 0, fileName });
  expect(atOnce.cells).toEqual(careful.cells);
  expect(atOnce.rowIds).toEqual(careful.rowIds);
  expect(atOnce.rejects).toEqual(careful.rejects);
  expect(atOnce.result.columns.map((column) => ({ ...column, topValues: column.topValues ?? [] }))).toEqual(careful.result.columns.map((column) => figuresOf(column, careful.result.rowCount)));
  const { columns: _own, storedBytes: _bytes, ...own } = atOnce.result;
  const { columns: _others, storedBytes: _otherBytes, ...other } = careful.result;
  expect(own).toEqual(other);
  return isAtOnce(atOnce.parquetPath);
}

const lines = (header: string, count: number, line: (i: number) => string) => `${[header, ...Array.from({ length: count }, (_, i) => line(i))].join("\n")}\n`;

describe("a text with nothing to repair is read in one go, to the same rows, types and figures", () => {
  it.each([
    ["whole numbers, decimals, texts and gaps", lines("id,spend,city", 300, (i) => `${i * 7919},${i % 9 === 0 ? "" : (i * 13) % 100}.${i % 10},${["Lviv", "Kyiv", "", "Łódź"][i % 4]}`)],
    ["signs, points and exponents", lines("a,b", 60, (i) => `${i % 2 ? "-" : "+"}${i},${["1.", ".5", "-0.25", "1e3", "2.5E-3", "+7"][i % 6]}`)],
    ["whole numbers written as decimals", lines("a,b", 50, (i) => `${i}.0,${i}.00`)],
    ["17 digits", lines("a,b", 400, (i) => `${Math.sin(i) * 1e3},${Math.exp(i / 20 - 10)}`)],
    ["dates and times", lines("day,at,zoned", 90, (i) => `2024-0${(i % 9) + 1}-1${i % 10},2023-12-0${(i % 9) + 1} 1${i % 10}:0${i % 7}:59,2024-02-29T0${i % 10}:30:00.25${["Z", "+02:00", "-0530", "+09"][i % 4]}`)],
    ["minutes without seconds", lines("at,n", 40, (i) => `2010-12-01 08:${10 + i},${i}`)],
    ["truth values", lines("a,b", 40, (i) => `${["yes", "No", "YES", "no"][i % 4]},${["true", "false", "TRUE"][i % 3]}`)],
    ["words for nothing", lines("n,d,t", 120, (i) => `${i % 10 ? i : "NA"},${i % 12 ? `2024-01-1${i % 10}` : "null"},${i % 5 ? "x" : "n/a"}`)],
    ["spaces around numbers", lines("n,m", 50, (i) => ` ${i},${i}.5 `)],
    ["quoted cells, also with line ends and quotes", lines('"n","t"', 80, (i) => `"${i}","${["a, b", 'say ""hi""', "two\nlines", ""][i % 4]}"`)],
    ["an empty column and one with a single value", lines("a,b,c", 40, (i) => `${i},,same`)],
    ["numbers at the edge of doubles", lines("a,b", 8, (i) => `${["9007199254740993", "9223372036854775", "-1", "123456789012345678"][i % 4]},${["1.7976931348623157e60", "5e-59", "0.1", "123456789.123456789"][i % 4]}`)],
    ["tabs", lines("a\tb", 30, (i) => `${i}\tx, y`)],
    ["Windows line ends", lines("a,b", 30, (i) => `${i},x`).replaceAll("\n", "\r\n")],
    ["no line end behind the last row", lines("a,b", 30, (i) => `${i},x${i}`).trimEnd()],
    ["a byte order mark", `\uFEFF${lines("a,b", 30, (i) => `${i},x`)}`],
    ["no header", lines("1,x", 30, (i) => `${i},y${i}`)],
    ["many different texts", lines("key,word", 2000, (i) => `k-${i}-${"é".repeat(i % 5)},${"wörter".slice(0, i % 7)}${i % 400}`)],
  ])("%s", async (_what, text) => {
    expect(await readBothWays(text)).toBe(true);
  });

  it("a compressed one", async () => {
    expect(await readBothWays(gzipSync(lines("a,b", 500, (i) => `${i},x${i % 3}`)), {}, "data.csv.gz")).toBe(true);
  });
});

describe("what needs care is left to the careful readers", () => {
  it.each([
    ["a cell that its type does not fit", lines("a,b", 200, (i) => `${i === 150 ? "oops" : i},x`)],
    ["a record with too few cells", lines("a,b", 200, (i) => (i === 150 ? "7" : `${i},x`))],
    ["empty lines", lines("a,b", 60, (i) => (i % 20 === 3 ? "" : `${i},x`))],
    ["a quote inside a cell", lines("a,b", 60, (i) => `${i},12" pipe`)],
    ["text behind a quote", lines("a,b", 60, (i) => (i === 50 ? `${i},"x"y` : `${i},"x"`))],
    ["a quote that is never closed", lines("a,b", 60, (i) => (i === 50 ? `${i},"x` : `${i},y`))],
    ["mixed line ends", lines("a,b", 60, (i) => `${i},x${i % 2 ? "\r" : ""}`)],
    ["decimal commas", lines("a;b", 60, (i) => `${i},5;x`)],
    ["day before month", lines("a,b", 60, (i) => `${10 + (i % 20)}/0${(i % 9) + 1}/2024,x`)],
    ["a day that is none", lines("a,b", 300, (i) => `${i === 250 ? "2023-02-29" : "2024-02-29"},x`)],
    ["letters in Latin-1", Buffer.from(lines("a,b", 60, (i) => `${i},caf\u00e9`), "latin1")],
    ["bytes that are no UTF-8", Buffer.concat([Buffer.from(lines("a,b", 200, (i) => `${i},é`)), Buffer.from([0x37, 0x2c, 0xc3, 0x28, 10])])],
  ])("%s", async (_what, text) => {
    expect(await readBothWays(text)).toBe(false);
  });

  it("times of another zone than UTC that name none", async () => {
    expect(await readBothWays(lines("a,at", 60, (i) => `${i},2024-07-01 12:00:${10 + (i % 40)}`), { timezone: "Europe/Berlin" })).toBe(false);
  });

  it("types that were chosen", async () => {
    expect(await readBothWays(lines("a,b", 60, (i) => `00${i},x`), { types: { a: "integer" } })).toBe(false);
  });
});

describe("any text", () => {
  it("gives the same rows, types, figures and rejects both ways", async () => {
    const number = fc.oneof(fc.integer().map(String), fc.double({ noNaN: true, min: -1e30, max: 1e30 }).map(String), fc.constantFrom("", "NA", "-", "1.", " 7 ", "007", "1e400", "9223372036854775808", "0x1F", "1_000"));
    const time = fc.oneof(fc.date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") }).map((date) => date.toISOString()), fc.constantFrom("", "2024-02-30", "2024-1-5", "2024-05-06 07:08", "24:00"));
    const word = fc.oneof(fc.string({ unit: "grapheme", maxLength: 10 }), fc.constantFrom("", "yes", "no", "null", 'a"b', "a,b", "a\nb", "=1+1")).filter((text) => !text.includes("\0"));
    const written = (cell: string) => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const table = fc.array(fc.tuple(number, time, word), { minLength: 25, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        await readBothWays(`n,at,w\n${rows.map((row) => row.map(written).join(",")).join("\n")}\n`, { header: true, delimiter: "," });
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  it("of numbers gives the nearest doubles", async () => {
    const decimal = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-40, max: 1e40 }).map((value) => value.toExponential()),
      fc.tuple(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n }), fc.integer({ min: -40, max: 40 })).map(([digits, power]) => `${digits}e${power}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 200, maxLength: 300 }), async (cells) => {
        const { cells: stored, parquetPath } = await workshop.ingest(`n,t\n0.5,x\n${cells.map((cell) => `${cell},x\n`).join("")}`, {}, { atOnceBytes: 0 });
        expect(await isAtOnce(parquetPath)).toBe(true);
        expect(stored.slice(1).map(([cell]) => cell)).toEqual(cells.map(Number));
      }),
      { numRuns: 15, seed: 9 },
    );
  });
});

describe("a file of many stretches", () => {
  const rows = 100_000;
  const text = lines("id,name,spend,at", rows, (i) => `${i},name ${(i * 7) % 977},${(i * 37) % 60_013}.25,2024-0${(i % 9) + 1}-${10 + (i % 18)} 0${i % 10}:00:00`);

  it("keeps its order and gives the figures that DuckDB finds", async () => {
    expect(await readBothWays(text)).toBe(true);
  }, 60_000);

  it("is left behind by nothing when it is cancelled in the middle", async () => {
    const stop = new AbortController();
    const cancelled = workshop.ingest(text, {}, { signal: stop.signal, onProgress: ({ ratio }) => ratio > 0.1 && ratio < 0.8 && stop.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: "job_cancelled" });
    expect(workshop.leftovers()).toEqual([]);
  });

  it("goes back to the careful way when its last row is odd, and loses nothing", async () => {
    const { result, rejects } = await workshop.ingest(`${text}odd,x,y,z\n`, {}, { atOnceBytes: 0 });
    expect(result).toMatchObject({ rowCount: rows, rejectedCount: 1 });
    expect(rejects.map(({ rowId }) => rowId)).toEqual([rows, rows, rows]);
    expect(workshop.leftovers()).toEqual([]);
  });
});

describe("a table so large that measures are not counted value by value", () => {
  const rows = 210_000;
  const scattered = (i: number): number => ((i * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  const text = lines("rising,skewed,gaps", rows, (i) => `${i / 8},${(1 / (scattered(i) + 1e-6)).toFixed(4)},${i % 3 === 0 ? "" : (scattered(i + 1) - 0.5).toFixed(7)}`);

  it("has the medians and bars that DuckDB finds", async () => {
    const [careful, atOnce] = [await workshop.ingest(text, {}, { atOnceBytes: Infinity }), await workshop.ingest(text, {}, { atOnceBytes: 0 })];
    expect(await isAtOnce(atOnce.parquetPath)).toBe(true);
    const figures = ({ result }: Ingested) => result.columns.map(({ name, missingCount, median, histogram }) => ({ name, missingCount, median, histogram }));
    expect(figures(atOnce)).toEqual(figures(careful));
    expect(atOnce.result.columns.map(({ distinctIsEstimate }) => distinctIsEstimate)).toEqual([true, true, true]);
  }, 60_000);
});
