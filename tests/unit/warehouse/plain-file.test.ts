import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { appendToLines } from "@/lib/warehouse/append-to-lines";
import { countLines } from "@/lib/warehouse/count-lines";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { isIdentifier } from "@/lib/warehouse/plain-identifiers";
import { readColumns } from "@/lib/warehouse/read-columns";
import { readPlainFile } from "@/lib/warehouse/read-plain-file";
import { scanFile } from "@/lib/warehouse/scan-file";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

let number = 0;
function fileOf(content: string | Uint8Array): string {
  number += 1;
  const file = path.join(workshop.folder, `plain-${number}.csv`);
  writeFileSync(file, content);
  return file;
}

const readPlain = (content: string | Uint8Array, features: string[] = []) =>
  readPlainFile({ sourcePath: fileOf(content), fileName: "plain.csv", tempFolder: workshop.folder, features });

describe("an ordinary file read straight", () => {
  it("gives what an ingest of it gives, in its order", async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `${i},${(i * 37) % 1000},${((i * 7919) % 100_003) / 1000},name ${i % 91},2024-01-${String((i % 28) + 1).padStart(2, "0")},${i % 5 === 0 ? "" : (i % 11) / 4}`);
    const content = `id,visits,spend,name,day,rating\n${lines.join("\n")}\n`;
    const features = ["visits", "spend", "day", "rating"];
    const plain = await readPlain(content, features);
    const { parquetPath, result } = await workshop.ingest(content);
    expect(plain?.columns).toEqual(result.columns.map(({ name, type }) => ({ name, type })));
    expect(plain?.table).toEqual(await readColumns(parquetPath, features));
    const numbers = await readPlain(content);
    expect(numbers?.table.columns.map(({ name }) => name)).toEqual(["id", "visits", "spend", "rating"]);
  });

  it.each([
    ["a quote", 'a,b\n1,"x"\n2,y\n'],
    ["a cell that is no number", `a,b\n${"1,2\n".repeat(300)}oops,2\n`],
    ["a missing number in words", `a,b\n${"1,2.5\n".repeat(300)}NA,2.5\n`],
    ["an infinite number", `a,b\n${"1,2.5\n".repeat(300)}1,inf\n`],
    ["leading zeros", `a,b\n${"1,2\n".repeat(70_000)}007,2\n`],
    ["a text that a spreadsheet would run", "t,n\nx,1\n=1+1,2\n"],
    ["a record with a cell too few", "a,b,c\n1,2,3\n1,2\n"],
    ["a record with an empty cell too many", "a,b\n1,2,\n3,4\n"],
    ["an empty line and a cell too many", "a,b\n1,2\n\n3,4,\n"],
    ["mixed line ends", "a,b\n1,2\r\n3,4\n"],
    ["another delimiter", "a;b\n1;2\n"],
    ["a title above the header", "Report,,\na,b,c\n1,2,3\n"],
    ["a column without a value", "a,b\n1,\n2,\n"],
    ["bytes that are no text", Buffer.concat([Buffer.from("a,t\n1,x\n2,"), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from("\n")])],
  ])("is left to the ingest with %s", async (_, content) => {
    expect(await readPlain(content)).toBeUndefined();
  });

  it("is left to the ingest when a feature is text or not there", async () => {
    expect(await readPlain("t,n\nx,1\ny,2\n", ["t"])).toBeUndefined();
    expect(await readPlain("t,n\nx,1\ny,2\n", ["m"])).toBeUndefined();
  });
});

describe("lines with further columns", () => {
  const append = async (content: string, segments: number[], confidence: number[], hasHeader = true) => {
    const target = path.join(workshop.folder, `appended-${number}.csv`);
    await appendToLines({ path: fileOf(content), names: ["a", "segment"], hasHeader }, target, [
      { name: "segment", values: Int32Array.from(segments) },
      { name: "confidence", values: Float32Array.from(confidence) },
    ]);
    return readFileSync(target, "utf8");
  };
  const header = "a,segment_original,segment,confidence\n";

  it("keeps every byte of the cells, whatever ends the lines", async () => {
    expect(await append("a,segment\n1.50,é\n+2,\n", [0, 12], [1, 0.25])).toBe(`${header}1.50,é,0,1\n+2,,12,0.25\n`);
    expect(await append("a,segment\r\n1,x\r\n2,y\r\n", [3, -1], [0.1234567, 0])).toBe(`${header}1,x,3,0.123457\n2,y,-1,0\n`);
    expect(await append("1,x\n2,y", [1, 0], [0.5, Number.NaN], false)).toBe(`${header}1,x,1,0.5\n2,y,0,\n`);
    await expect(append("a,segment\n1,x\n", [1, 2], [1, 1])).rejects.toMatchObject({ code: "internal" });
  });

  it("writes any number so that it reads back to six decimals, or nine digits beyond ±1", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.float({ min: -1, max: 1, noNaN: true }), fc.float({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 30 }), async (values) => {
        const text = await append(`a,segment\n${values.map((_, i) => `${i},x\n`).join("")}`, values.map((_, i) => i * 1001), values);
        const cells = text.trimEnd().split("\n").slice(1).map((line) => line.split(","));
        expect(cells.map((cell) => Number(cell[2]))).toEqual(values.map((_, i) => i * 1001));
        cells.forEach((cell, i) => expect(Math.abs(Number(cell[3]) - values[i]!)).toBeLessThanOrEqual(Math.max(5.1e-7, Math.abs(values[i]!) * 1e-8)));
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it("writes numbers as JavaScript does, rounded to as many digits, of any size", async () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.float({ min: 0.5, max: 2, noNaN: true })).map(([power, factor]) => 10 ** power * factor);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(near, fc.float(), fc.integer({ min: -20, max: 20 })), { minLength: 1, maxLength: 40 }), async (wanted) => {
        const values = Float32Array.from(wanted);
        const text = await append(values.reduce((lines) => `${lines}1,x\n`, "a,segment\n"), [...values].map(() => 2), [...values]);
        const cells = text.trimEnd().split("\n").slice(1).map((line) => line.split(",")[3]);
        expect(cells).toEqual(Array.from(values, (value) => (Number.isNaN(value) ? "" : String(Math.abs(value) > 1 ? Number(value.toPrecision(9)) : Number(value.toFixed(6))))));
      }),
      { numRuns: 80, seed: 6 },
    );
  });

  it("refuses a file with more lines than values, and leaves nothing behind", async () => {
    await expect(append("a,segment\n1,x\n2,x\n3,x\n", [1, 2], [1, 1])).rejects.toMatchObject({ code: "internal" });
    expect(existsSync(path.join(workshop.folder, `appended-${number}.csv`))).toBe(false);
    expect(existsSync(path.join(workshop.folder, `appended-${number}.csv.partial`))).toBe(false);
  });

  it("loses no byte where blocks end", async () => {
    const content = Array.from({ length: 300_000 }, (_, i) => `${i},${"x".repeat(i % 41)}\n`).join("");
    const text = await append(`a,segment\n${content}`, Array.from({ length: 300_000 }, (_, i) => i), new Array<number>(300_000).fill(1));
    expect(text).toBe(header + Array.from({ length: 300_000 }, (_, i) => `${i},${"x".repeat(i % 41)},${i},1\n`).join(""));
  });
});

describe("lines counted together", () => {
  it("are counted exactly, wherever the bytes lie in memory", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab,.+\n\v]{0,90}$/u), fc.integer({ min: 0, max: 7 }), (text, offset) => {
        const bytes = Buffer.from(`${"-".repeat(offset)}${text}\n`).subarray(offset);
        const of = (character: string) => text.split(character).length - 1;
        expect(countLines(bytes, { delimiter: 44, quote: 34 })).toEqual({ lines: of("\n") + 1, delimiters: of(","), crlf: false });
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("give the same report as record by record", async () => {
    const dialect = { delimiter: ",", quote: '"', backslashEscapes: false, header: true, names: ["a", "b"], columns: 2, preamble: 1 };
    const scan = (content: string) => scanFile(fileOf(content), dialect);
    const many = "1,2\n".repeat(600_000);
    expect(await scan(`a,b\n${many}`)).toEqual({ records: 600_000, clean: true, bare: true, lineShifts: { records: [0], shifts: [2] }, lineEnd: "\n" });
    expect(await scan(`a,b\n${many}"x\ny",2\n3,4`)).toEqual({ records: 600_002, clean: true, bare: false, lineShifts: { records: [0, 600_001], shifts: [2, 3] }, lineEnd: "\n" });
    expect(await scan(`a,b\r\n${"1,2\r\n".repeat(10)}`)).toMatchObject({ records: 10, clean: true, bare: true, lineEnd: "\r\n" });
    expect(await scan(`a,b\n${many}\n1,2\n`)).toMatchObject({ records: 600_001, clean: true, bare: false });
    expect(await scan(`a,b\n${many}1,2,3\n`)).toMatchObject({ clean: false });
  });
});

describe("an identifier found from its values", () => {
  const verdict = (name: string, values: number[], type: "integer" | "decimal" = "integer") => isIdentifier({ name, type, values: Float64Array.from(values) });
  const running = Array.from({ length: 40 }, (_, i) => i + 100);
  it.each([
    ["a running number", verdict("row", running), true],
    ["a running number with one twice", verdict("row", [...running.slice(1), 101]), false],
    ["a key whose values differ", verdict("order_id", running.map((value) => value * 1e6)), true],
    ["a key whose values repeat", verdict("store_id", running.map((value) => value % 7)), false],
    ["a user's key", verdict("user_id", running.map((value) => value % 7)), true],
    ["a measure", verdict("age", running.map((value) => value % 30)), false],
    ["a measure with decimals that all differ", verdict("spend", running.map((value) => value / 8), "decimal"), false],
    ["numbers that doubles can't hold", verdict("phone", [2 ** 60, 1]), undefined],
  ])("%s", (_, found, expected) => expect(found).toBe(expected));
});
