import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LauncherError } from "./launcher-error.mjs";

/** The key Prisma's own migrate locks, so that the two never run at once. */
const advisoryLock = 72707369;

/** Prisma's own table: `prisma migrate status` reads what is written here. */
const bookkeeping = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** The migrations of a folder in order: name, SQL, and the checksum Prisma would write. */
export function readMigrations(folder) {
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Which migrations are still to be applied.
 * @param {{ name: string, sql: string, checksum: string }[]} migrations
 * @param {{ migration_name: string, checksum: string, finished_at: Date | null }[]} applied rows of _prisma_migrations that were not rolled back
 * @throws LauncherError where the database does not fit the folder.
 */
export function pendingMigrations(migrations, applied) {
  const unfinished = applied.find((row) => !row.finished_at);
  if (unfinished) throw new LauncherError(`The migration ${unfinished.migration_name} did not finish when another tool applied it. Repair the database (prisma migrate resolve), then start again.`);
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!migration) throw new LauncherError(`The database was made by a newer Tessera (it has ${row.migration_name}). Update this copy, or use another database.`);
    if (migration.checksum !== row.checksum) throw new LauncherError(`The migration ${row.migration_name} was changed after it had been applied. Bring the file back as it was.`);
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

async function applyOne(client, { name, sql, checksum }) {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)", [randomUUID(), checksum, name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new LauncherError(`The migration ${name} failed and was rolled back: ${error.message}`);
  }
}

/** Connects, giving a server that is just starting some time. The address is shown without its password. */
async function connect(url, patienceMs) {
  const { default: pg } = await import("pg");
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined); // a connection that breaks fails the query that is running; that is enough
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const starting = ["ECONNREFUSED", "57P03", "ECONNRESET"].includes(error.code);
      if (starting && Date.now() < deadline) await wait(500);
      else throw new LauncherError(`The database at ${withoutPassword(url)} can't be used: ${error.message || error.code}. Check DATABASE_URL and that the server runs.`);
    }
  }
}

/** An address for messages. */
export function withoutPassword(url) {
  try {
    const parsed = new URL(url);
    parsed.password = "";
    return parsed.toString();
  } catch {
    return "DATABASE_URL";
  }
}

/**
 * Applies every migration that the database does not have: one transaction each, one process at a time.
 * @returns the names applied
 */
export async function applyMigrations(url, folder, { patienceMs = 30_000 } = {}) {
  const client = await connect(url, patienceMs);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    await client.query(bookkeeping);
    const { rows } = await client.query("SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL");
    const pending = pendingMigrations(readMigrations(folder), rows);
    for (const migration of pending) await applyOne(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
