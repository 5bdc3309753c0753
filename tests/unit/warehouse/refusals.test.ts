import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { exportFile } from "@/lib/warehouse/export-file";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

const bytes = (...values: (number | string)[]) => Buffer.concat(values.map((value) => (typeof value === "number" ? Buffer.of(value) : Buffer.from(value, "latin1"))));
const noise = (size: number) => Buffer.from(Array.from({ length: size }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256));
const goodCsv = `a,b\n${Array.from({ length: 2000 }, (_, i) => `${i},${i * 2}`).join("\n")}\n`;

describe("a file that is no table is refused in words, and nothing is left", () => {
  it.each<[string, string, Uint8Array | string, string, RegExp]>([
    ["nothing", "a.csv", "", "dataset_empty", /empty \(0 bytes\)/u],
    ["empty lines", "a.csv", "\n\n\r\n", "dataset_empty", /only empty lines/u],
    ["a header without rows", "a.csv", "a,b,c\n", "dataset_empty", /header but no rows/u],
    ["one column", "a.csv", "a\n1\n2\n", "dataset_unreadable", /only one column/u],
    ["a PNG", "a.csv", bytes(0x89, "PNG\r\n\x1a\n", "IHDR,a,b"), "dataset_unreadable", /PNG picture/u],
    ["a PDF", "a.csv", "%PDF-1.7\n1,2", "dataset_unreadable", /PDF document/u],
    ["a program", "a.csv", bytes(0x7f, "ELF", 2, 1, 1, 0), "dataset_unreadable", /program/u],
    ["an old Excel file", "a.xls", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "dataset_unreadable", /Save it as \.xlsx or CSV/u],
    ["a zip of something else", "a.zip", bytes("PK", 3, 4, "whatever.txt"), "dataset_unreadable", /zip archive/u],
    ["binary data", "a.csv", noise(50_000), "dataset_unreadable", /binary data|encoding is not known/u],
    ["a .gz that is none", "a.csv.gz", "a,b\n1,2\n", "dataset_unreadable", /not gzip-compressed/u],
    ["a cut-off .gz", "a.csv.gz", gzipSync(goodCsv).subarray(0, 500), "dataset_unreadable", /damaged or cut off/u],
    ["a damaged .gz", "a.csv.gz", bytes(0x1f, 0x8b, 8, 0, "garbage that is no deflate stream"), "dataset_unreadable", /damaged or cut off/u],
    ["a picture in a .gz", "a.csv.gz", gzipSync(bytes(0x89, "PNG\r\n\x1a\n")), "dataset_unreadable", /PNG picture/u],
    ["an .xlsx that is none", "a.xlsx", "a,b\n1,2\n", "dataset_unreadable", /not an Excel workbook/u],
    ["a damaged .xlsx", "a.xlsx", bytes("PK", 3, 4, "xl/workbook.xml and no more"), "dataset_unreadable", /damaged/u],
    ["a cut-off Parquet file", "a.parquet", bytes("PAR1", "half of it"), "dataset_unreadable", /cut off/u],
    ["a damaged Parquet file", "a.parquet", bytes("PAR1", "rubbish", 9, 0, 0, 0, "PAR1"), "dataset_unreadable", /damaged/u],
    ["UTF-32", "a.csv", bytes(0xff, 0xfe, 0, 0, "a", 0, 0, 0), "dataset_unreadable", /UTF-32/u],
    ["rows that are all bad", "a.csv", 'a,b\n"x"y,1\n"z"w,2\n', "dataset_empty", /None of its 2 rows can be used\. line 2: Text follows/u],
  ])("%s", async (_name, fileName, content, code, words) => {
    await expect(workshop.ingest(content, {}, { fileName })).rejects.toMatchObject({ code, userMessage: expect.stringMatching(words) as string });
    expect(workshop.leftovers()).toEqual([]);
  });

  it("a Parquet file whose rows are damaged", async () => {
    const good = await workshop.ingest(goodCsv);
    const target = path.join(workshop.folder, "inputs", "damaged.parquet");
    await exportFile(target, { parquetPath: good.parquetPath, format: "parquet" });
    const content = readFileSync(target);
    content.fill(0xee, 8, Math.floor(content.length / 2));
    await expect(workshop.ingest(content, {}, { fileName: "a.parquet" })).rejects.toMatchObject({ code: "dataset_unreadable" });
    expect(workshop.leftovers()).toEqual([]);
  });
});

describe("a cancel", () => {
  const large = `a,b,c\n${Array.from({ length: 150_000 }, (_, i) => `${i},"t ${i}",${i / 7}`).join("\n")}\n`;
  it("before the start, or in any stage, leaves nothing", async () => {
    await expect(workshop.ingest(large, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "job_cancelled" });
    const stages = [["Checking the file", 0], ["Reading rows", 0], ["Profiling columns", 0], ["Reading rows", Infinity], ["Writing rows", Infinity], ["Profiling columns", Infinity]] as const;
    for (const [stage, atOnceBytes] of stages) {
      const controller = new AbortController();
      const onProgress = (progress: { stage: string }) => (progress.stage === stage ? controller.abort() : undefined);
      await expect(workshop.ingest(large, {}, { signal: controller.signal, onProgress, atOnceBytes })).rejects.toMatchObject({ code: "job_cancelled" });
      expect(workshop.leftovers()).toEqual([]);
    }
  });

  it("does not disturb another ingest at the same time", async () => {
    const controller = new AbortController();
    const [first, second] = await Promise.allSettled([
      workshop.ingest(large, {}, { signal: controller.signal, fileName: "one.csv", onProgress: ({ ratio }) => (ratio > 0.5 ? controller.abort() : undefined) }),
      workshop.ingest(large, {}, { fileName: "two.csv" }),
    ]);
    expect(first.status).toBe("rejected");
    expect(second.status === "fulfilled" && second.value.result.rowCount).toBe(150_000);
  });
});

it("reports progress that only grows, to the end", async () => {
  const ratios: number[] = [];
  await workshop.ingest(goodCsv, {}, { onProgress: ({ ratio }) => ratios.push(ratio) });
  expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
  expect(ratios.at(-1)).toBe(1);
});
