import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

// Runs before each test file of the project "db", and so before lib/db or lib/env is loaded: the file gets a
// fresh copy of the migrated database and a fresh DATA_DIR. Tests just import services and call them.
const template = new URL(inject("templateDatabaseUrl"));
const name = `test_${randomUUID().replaceAll("-", "")}`;
const dataFolder = mkdtempSync(path.join(tmpdir(), "tessera-db-test-"));

async function asAdministrator(sql: string): Promise<void> {
  const address = new URL(template);
  address.pathname = "/postgres";
  const client = new pg.Client(address.toString());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await asAdministrator(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
const own = new URL(template);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.toString();
process.env.DATA_DIR = dataFolder;
process.env.NEXTAUTH_SECRET ??= "secret-of-the-database-tests";
process.env.LOG_LEVEL ??= "silent";

afterAll(async () => {
  const { closeDatabase } = await import("../../lib/db/client");
  await closeDatabase();
  await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
  rmSync(dataFolder, { recursive: true, force: true });
});
