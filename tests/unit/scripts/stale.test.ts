import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkStep } from "../../../scripts/launcher/stale.mjs";

let base: string;
const write = (name: string, text: string) => writeFileSync(path.join(base, name), text);
const check = (salt = "") => checkStep({ base, inputs: ["src", "missing"], outputs: ["out"], stampFile: path.join(base, "stamp.json"), salt });

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), "tessera stale "));
  mkdirSync(path.join(base, "src", "generated"), { recursive: true });
  write("src/a.ts", "a");
  write("out", "made");
  check().markFresh();
});

afterEach(() => rmSync(base, { recursive: true }));

test("a finished step is not run again, not even after a fresh checkout of the same files", () => {
  expect(check().stale).toBe(false);
  utimesSync(path.join(base, "src/a.ts"), 1, 1);
  expect(check().stale).toBe(false);
});

test("a changed, new or renamed input makes it due", () => {
  write("src/a.ts", "b");
  expect(check().stale).toBe(true);
  write("src/a.ts", "a");
  write("src/b.ts", "");
  expect(check().stale).toBe(true);
});

test("a missing output, another salt or a damaged stamp makes it due", () => {
  expect(check("version 2").stale).toBe(true);
  write("stamp.json", "{ cut sh");
  expect(check().stale).toBe(true);
  check().markFresh();
  rmSync(path.join(base, "out"));
  expect(check().stale).toBe(true);
});

test("what is generated is no input", () => {
  write("src/generated/x.ts", "x");
  expect(check().stale).toBe(false);
});
