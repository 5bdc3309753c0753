import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { withScratchFolder } from "@/lib/services/scratch-folder";

/** What runs when the process exits now, without ending it. */
const exitHandlers = (before: NodeJS.ExitListener[]) => process.listeners("exit").filter((handler) => !before.includes(handler));

it("leaves no folder behind, whether the work succeeds, fails or is broken off by an exit", async () => {
  const place = mkdtempSync(path.join(tmpdir(), "scratch-"));
  const out = path.join(place, "out.csv");
  const seen: string[] = [];
  const before = process.listeners("exit");
  expect(await withScratchFolder("scratch-test-", out, async (folder) => Promise.resolve(seen.push(folder)))).toBe(1);
  await expect(withScratchFolder("scratch-test-", out, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(exitHandlers(before)).toEqual([]);
  await withScratchFolder("scratch-test-", out, async (folder) => {
    seen.push(folder);
    writeFileSync(path.join(folder, "rows.parquet"), "rows");
    writeFileSync(`${out}.partial`, "half of them");
    for (const handler of exitHandlers(before)) handler(130);
    expect(existsSync(folder)).toBe(false);
    return Promise.resolve();
  });
  expect([...seen, `${out}.partial`].filter((file) => existsSync(file))).toEqual([]);
  rmSync(place, { recursive: true });
});
