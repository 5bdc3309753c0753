import { afterAll, describe, expect, it } from "vitest";
import path from "node:path";
import { disarm } from "@/lib/warehouse/export-select";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { streamExport } from "@/lib/warehouse/stream-export";
import { writeAssignments } from "@/lib/warehouse/write-assignments";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe("what a spreadsheet would run", () => {
  it.each([
    ["=1+1", "'=1+1"], ["+cmd", "'+cmd"], ["-cmd", "'-cmd"], ["@SUM(A1)", "'@SUM(A1)"], ["\tx", "'\tx"], ["\n=x", "'\n=x"], ["-5", "-5"], ["+49 30", "'+49 30"], ["+49", "+49"],
    ["-1,234.5", "-1,234.5"], ["-5%", "-5%"], ["-1e5", "-1e5"], ["", ""], ["a=b", "a=b"], ["-", "'-"],
  ])("%j is written as %j", async (cell, written) => {
    expect(disarm(cell)).toBe(written);
    const { parquetPath } = await workshop.ingest(`t,n\n"${cell}",1\n`, { types: { t: "text" }, header: true, delimiter: "," });
    const text = await textOf(streamExport({ parquetPath, format: "csv" }));
    expect(text.slice(text.indexOf("\n") + 1).replace(/,1\n$/u, "").replaceAll('"', "")).toBe(written);
  });

  it("leaves numbers alone", async () => {
    const { parquetPath } = await workshop.ingest("a,b\n-5,-1.5\n-6,-2.5\n");
    expect(await textOf(streamExport({ parquetPath, format: "csv" }))).toBe("a,b\n-5,-1.5\n-6,-2.5\n");
  });
});

describe("rows with their segments", () => {
  const rows = 150_000;
  const csv = `id,segment,note\n${Array.from({ length: rows }, (_, i) => `${i},original ${i % 3},=x${i}`).join("\n")}\n`;
  const ids = (text: string) => text.trimEnd().split("\n").slice(1).map((line) => Number(line.slice(0, line.indexOf(","))));

  it("come in the order of the file, all of them, whatever rows the run has", async () => {
    const { parquetPath } = await workshop.ingest(csv);
    const all = path.join(workshop.folder, "all.parquet");
    await writeAssignments(all, { rowIds: Float64Array.from({ length: rows }, (_, i) => i), segments: Int32Array.from({ length: rows }, (_, i) => i % 7) });
    const text = await textOf(streamExport({ parquetPath, assignmentsPath: all, format: "csv" }));
    expect(text.slice(0, text.indexOf("\n"))).toBe("id,segment_original,note,segment");
    expect(ids(text)).toEqual(Array.from({ length: rows }, (_, i) => i));
    expect(text.trimEnd().split("\n")[8]).toBe("7,original 1,'=x7,0");
    const some = path.join(workshop.folder, "some.parquet");
    await writeAssignments(some, { rowIds: Float64Array.from({ length: rows / 2 }, (_, i) => 2 * i), segments: new Int32Array(rows / 2) });
    const partly = await textOf(streamExport({ parquetPath, assignmentsPath: some, format: "csv" }));
    expect(ids(partly)).toEqual(Array.from({ length: rows }, (_, i) => i));
    expect(partly.split("\n").slice(1, 3)).toEqual(["0,original 0,'=x0,0", "1,original 1,'=x1,"]);
    const one = await textOf(streamExport({ parquetPath, assignmentsPath: all, format: "csv", segments: [0, 1, 2, 3, 4, 5] }));
    expect(ids(one)).toEqual(Array.from({ length: rows }, (_, i) => i).filter((i) => i % 7 !== 6));
  });

  it("can be left half-read", async () => {
    const { parquetPath } = await workshop.ingest(csv);
    const reader = streamExport({ parquetPath, format: "json" }).getReader();
    expect((await reader.read()).value?.[0]).toBe("[".charCodeAt(0));
    await reader.cancel();
  });
});
