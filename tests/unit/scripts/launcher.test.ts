import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { folders } from "@/lib/services/storage";
import { installedMatches } from "../../../scripts/launcher/dependencies.mjs";
import { pendingMigrations, readMigrations, withoutPassword } from "../../../scripts/launcher/migrate.mjs";
import { isAtLeast } from "../../../scripts/launcher/node-version.mjs";
import { parsePostmasterFile } from "../../../scripts/launcher/postmaster-file.mjs";
import { isAlive, parseProcStat, processMark } from "../../../scripts/launcher/process-identity.mjs";
import { loadSecrets } from "../../../scripts/launcher/secrets.mjs";
import { localUrl, makeDataFolder, readSettings, requirePort, tryPort } from "../../../scripts/launcher/settings.mjs";
import { eachLine, nextDelay } from "../../../scripts/launcher/supervisor.mjs";
import { countPlaywright, countVitest, totals } from "../../../scripts/launcher/test-counts.mjs";

const root = path.resolve(import.meta.dirname, "../../..");

describe("migrations", () => {
  const files = [
    { name: "1_a", sql: "", checksum: "x" },
    { name: "2_b", sql: "", checksum: "y" },
  ];
  const row = (migration_name: string, checksum: string, finished_at: Date | null = new Date()) => ({ migration_name, checksum, finished_at });

  test("those of the repository are read in order, with the checksum that Prisma writes", () => {
    const migrations = readMigrations(path.join(root, "prisma/migrations"));
    expect(migrations.map((each) => each.name)).toEqual(migrations.map((each) => each.name).sort());
    expect(migrations[0]?.checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  test("only those that are missing are pending", () => {
    expect(pendingMigrations(files, [row("1_a", "x")]).map((each) => each.name)).toEqual(["2_b"]);
  });

  test("an edited, an unknown and an unfinished one are refused in words", () => {
    expect(() => pendingMigrations(files, [row("1_a", "other")])).toThrow(/changed after/);
    expect(() => pendingMigrations(files, [row("9_z", "x")])).toThrow(/newer Tessera/);
    expect(() => pendingMigrations(files, [row("1_a", "x", null)])).toThrow(/did not finish/);
  });

  test("a database address is shown without its password", () => {
    expect(withoutPassword("postgres://me:secret@host:5432/db")).toBe("postgres://me@host:5432/db");
  });
});

describe("processes", () => {
  test("a program's name may hold brackets and spaces", () => {
    const stat = `42 (a b) c) S 7 ${Array.from({ length: 17 }, (_, field) => field).join(" ")} 987 0`;
    expect(parseProcStat(stat)).toEqual({ state: "S", parentPid: 7, startTicks: "987" });
  });

  test("a mark tells a living process from another with its number", () => {
    const mark = processMark(process.pid);
    expect(mark).toBeTruthy();
    expect(isAlive({ pid: process.pid, mark })).toBe(true);
    expect(isAlive({ pid: process.pid, mark: "of yesterday" })).toBe(false);
    expect(processMark(2 ** 22 + 1)).toBeNull();
  });

  test("postmaster.pid: number, folder, port and whether it is ready", () => {
    expect(parsePostmasterFile("77\n/data dir/pg\n1700000000\n5433\n\n127.0.0.1\n  1 2\nready   \n")).toEqual({ pid: 77, folder: "/data dir/pg", port: 5433, ready: true });
    expect(parsePostmasterFile("77\n/data\n1\n")).toMatchObject({ port: 0, ready: false });
    expect(parsePostmasterFile("")).toBeNull();
  });

  test("deaths in a row are answered slower and slower, a stable minute starts over", () => {
    const delays = [0, 0, 0].reduce<number[]>((all) => [...all, nextDelay(all.at(-1) ?? 0, 100)], []);
    expect(delays).toEqual([300, 600, 1200]);
    expect(nextDelay(30_000, 10)).toBe(30_000);
    expect(nextDelay(30_000, 61_000)).toBe(300);
  });

  test("output is passed on in whole lines", async () => {
    const lines: string[] = [];
    const stream = Readable.from(["one\ntw", "o\nlast"]);
    eachLine(stream, (line: string) => lines.push(line));
    await new Promise((resolve) => stream.on("close", resolve));
    expect(lines).toEqual(["one", "two", "last"]);
  });
});

describe("settings", () => {
  test("defaults, and a data folder that does not depend on where one stands", () => {
    expect(readSettings({})).toMatchObject({ port: 3000, host: "127.0.0.1", dataFolder: path.join(root, "data"), databaseUrl: undefined });
    expect(() => readSettings({ PORT: "http" })).toThrow(/PORT/);
  });

  test("a taken port is refused with what to do", async () => {
    const { createServer } = await import("node:net");
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await expect(requirePort(port, "127.0.0.1")).rejects.toThrow(`PORT=${port + 1} npm start`);
    await new Promise((resolve) => server.close(resolve));
    expect(await tryPort(port, "127.0.0.1")).toEqual({ port });
  });

  test("the address a browser is told", () => {
    expect(localUrl("0.0.0.0", 80)).toBe("http://localhost:80");
    expect(localUrl("192.168.1.4", 3000)).toBe("http://192.168.1.4:3000");
  });

  test("versions are compared as numbers", () => {
    expect([isAtLeast("20.19.0", "20.19"), isAtLeast("20.9.0", "20.19"), isAtLeast("24.0.0", "20.19")]).toEqual([true, false, true]);
  });

  test("secrets are made once, for the owner only, and a damaged file is not replaced", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tessera-secrets-"));
    const secrets = loadSecrets(folder);
    expect(loadSecrets(folder)).toEqual(secrets);
    expect(statSync(path.join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
    writeFileSync(path.join(folder, "secrets.json"), "{}");
    expect(() => loadSecrets(folder)).toThrow(/backup/);
    rmSync(folder, { recursive: true });
  });
});

test("whatever the product keeps lies in folders that are closed to other users of the machine", () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "tessera-data-"));
  makeDataFolder(dataFolder);
  for (const folder of Object.values(folders)) {
    const [top = ""] = path.relative(env().DATA_DIR, folder()).split(path.sep);
    expect(statSync(path.join(dataFolder, top)).mode & 0o777, top).toBe(0o700);
  }
  rmSync(dataFolder, { recursive: true });
});

describe("dependencies", () => {
  const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/for-mac": { version: "1.0.0", optional: true } } };

  test("what npm installed fits the lock file, packages for other systems aside", () => {
    expect(installedMatches(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
    expect(installedMatches(lock, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
    expect(installedMatches(lock, { packages: {} })).toBe(false);
  });

  test("the lock file holds the optional packages of every system: npm ci refuses it otherwise", () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const missing = Object.entries(packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`]),
    );
    expect(missing, "run: node scripts/complete-lock.mjs").toEqual([]);
  });
});

describe("counting tests", () => {
  test("a test file that does not load is a failure", () => {
    const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, testResults: [{ status: "failed", assertionResults: [] }, { status: "passed", assertionResults: [{}] }] };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  test("errors outside of tests count, and sums go over all steps", () => {
    const browser = countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] });
    expect(browser).toEqual({ passed: 5, failed: 2, skipped: 0, flaky: 1 });
    expect(totals([browser, { passed: 1, failed: 0 }])).toEqual({ passed: 6, failed: 2, skipped: 0, flaky: 1 });
  });
});
