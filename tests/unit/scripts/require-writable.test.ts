import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requireWritable } from "../../../scripts/cli/require-writable";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tessera-out-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a new and an existing file in a folder that is there may be written", async () => {
  writeFileSync(path.join(folder, "old.csv"), "a");
  await requireWritable(path.join(folder, "old.csv"));
  await requireWritable(path.join(folder, "new.csv"));
});

test("what can't be written is said with the folder, before any work", async () => {
  await expect(requireWritable(path.join(folder, "missing", "o.csv"))).rejects.toThrow(/no folder .*missing/);
  await expect(requireWritable(folder)).rejects.toThrow(/is a folder/);
});
