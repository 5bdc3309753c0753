import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { segmentFile } from "@/lib/services/headless-segmentation";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { plan } from "../segmentation/feature-tables";

const folder = mkdtempSync(path.join(tmpdir(), "headless-"));
afterAll(async () => {
  await closeWarehouse();
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string) => path.join(folder, name);
const rows = Array.from({ length: 900 }, (_, i) => [`C${i}`, ((i % 3) * 40 + ((i * 7919) % 101) / 25).toFixed(2), ((i % 3) * 9 + ((i * 104_729) % 97) / 50).toFixed(3), String(i)]);
const text = (quoted: boolean, lineEnd = "\n") => ["customer,spend,visits,row", ...rows.map(([name, ...rest], i) => [quoted && i === 5 ? `"${name}"` : name, ...rest].join(","))].join(lineEnd) + lineEnd;
const kmeans = (features: string[] = []) => plan({ algorithm: "kmeans", parameters: { k: 3 }, features });

async function segmented(name: string, content: string | Uint8Array, out: string, features?: string[]) {
  writeFileSync(inFolder(name), content);
  const report = await segmentFile({ file: inFolder(name), plan: kmeans(features), out: inFolder(out) });
  return { report, lines: out.endsWith(".csv") ? readFileSync(inFolder(out), "utf8").trimEnd().split("\n") : [] };
}

describe("a file segmented from the command line", () => {
  it("keeps the lines of an ordinary file as they are, and adds segment and confidence", async () => {
    const { report, lines } = await segmented("plain.csv", text(false), "plain-out.csv");
    expect(report).toMatchObject({ rows: 900, rejectedRows: 0, features: ["spend", "visits"], segments: [{ segment: 0, size: 300 }, { segment: 1, size: 300 }, { segment: 2, size: 300 }] });
    expect(lines[0]).toBe("customer,spend,visits,row,segment,confidence");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 4))).toEqual(rows);
  });

  it("finds the same whether the file is read straight or ingested first", async () => {
    const plain = await segmented("a.csv", text(false), "a-out.csv");
    const others = [
      await segmented("b.csv", text(true), "b-out.csv"),
      await segmented("c.csv.gz", gzipSync(text(false, "\r\n")), "c-out.csv"),
      await segmented("d.csv", text(true).replaceAll(",", ";"), "d-out.csv", ["spend", "visits"]),
    ];
    const numbers = (lines: string[]) => lines.slice(1).map((line) => line.split(",").slice(1).map(Number));
    for (const { report, lines } of others) {
      expect({ ...report, timingsMs: 0, peakMemoryMb: 0 }).toEqual({ ...plain.report, timingsMs: 0, peakMemoryMb: 0 });
      expect(numbers(lines)).toEqual(numbers(plain.lines));
    }
  });

  it("says what is wrong, and leaves nothing behind", async () => {
    const before = readdirSync(folder);
    await expect(segmentFile({ file: inFolder("none.csv"), plan: kmeans() })).rejects.toMatchObject({ code: "dataset_unreadable" });
    await expect(segmentFile({ file: inFolder("plain.csv"), plan: kmeans(["spend", "x"]), out: inFolder("x.csv") })).rejects.toMatchObject({ code: "segmentation_impossible", userMessage: expect.stringContaining("“x”") as string });
    expect(readdirSync(folder)).toEqual(before);
  });
});
