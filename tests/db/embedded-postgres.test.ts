import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { runningPostmaster } from "../../scripts/launcher/postmaster-file.mjs";
import { embeddedPostgres } from "../../scripts/launcher/postgres.mjs";
import { loadSecrets } from "../../scripts/launcher/secrets.mjs";

// One embedded server, killed in every way that a machine knows; a path with a space, as users have them.
const dataFolder = mkdtempSync(path.join(tmpdir(), "tessera embedded-"));
chmodSync(dataFolder, 0o711);
mkdirSync(path.join(dataFolder, "run"));
const postgres = embeddedPostgres({ dataFolder, secrets: loadSecrets(dataFolder) });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

test("what was committed survives kill -9, an orphan is replaced, and the address stays the same", async () => {
  const first = await postgres.start();
  await query(first.url, "CREATE TABLE kept (value int); INSERT INTO kept VALUES (42)");

  const killed = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await killed;
  const second = await postgres.start();
  expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 42 }]);
  expect(second.url).toBe(first.url);

  // The launcher was killed, its server was not: the next start takes its place.
  const replaced = once(second.child, "exit");
  const third = await postgres.start();
  await replaced;
  expect(postgres.runningUrl()).toBe(first.url);
  expect(await query(third.url, "SELECT value FROM kept")).toEqual([{ value: 42 }]);

  await third.stop();
  expect(postgres.runningUrl()).toBeNull();
}, 60_000);

test("a postmaster.pid whose number belongs to another program by now is no server", () => {
  writeFileSync(path.join(postgres.cluster, "postmaster.pid"), `${process.pid}\n${postgres.cluster}\n0\n1\n\n127.0.0.1\n0\nready\n`);
  expect(runningPostmaster(postgres.cluster)).toBeNull();
});
