import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { applyMigrations, readMigrations } from "../../scripts/launcher/migrate.mjs";

const folder = path.resolve(import.meta.dirname, "../../prisma/migrations");
const older = mkdtempSync(path.join(tmpdir(), "tessera-migrations-"));
const name = `migrations_${process.pid}`;
const administration = new URL(inject("templateDatabaseUrl"));
administration.pathname = "/postgres";
const url = new URL(administration);
url.pathname = `/${name}`;

async function run(address: URL, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(address.toString());
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  const first = readMigrations(folder)[0]?.name ?? "";
  cpSync(path.join(folder, first), path.join(older, first), { recursive: true });
  await run(administration, `CREATE DATABASE ${name}`);
});

afterAll(async () => {
  await run(administration, `DROP DATABASE ${name} WITH (FORCE)`);
  rmSync(older, { recursive: true });
});

test("the first version's data come through every migration since, and the second time there is nothing to do", async () => {
  await applyMigrations(url.toString(), older);
  const id = (last: number) => `'0198c0de-7e55-7e1a-8a11-5e91e57a11e${last}'`;
  await run(url, `
    INSERT INTO users (id, email, name, password_hash, role) VALUES (${id(1)}, 'ada@example.com', 'Ada', 'hash', 'admin');
    INSERT INTO datasets (id, name, owner_id, updated_at) VALUES (${id(2)}, 'Customers', ${id(1)}, now());
    INSERT INTO dataset_versions (id, dataset_id, number, status, file_name, source_bytes, source_sha256, created_by_id)
      VALUES (${id(3)}, ${id(2)}, 1, 'ready', 'customers.csv', 10, 'sum', ${id(1)});
    INSERT INTO segmentations (id, dataset_id, dataset_version_id, name, algorithm, features, preparation, parameters, seed, kernel_version, status, created_by_id)
      VALUES (${id(4)}, ${id(2)}, ${id(3)}, 'Three groups', 'kmeans', '["age"]', '{}', '{"k": 3}', 42, '1', 'succeeded', ${id(1)});`);
  const applied = await applyMigrations(url.toString(), folder);
  expect(applied).toEqual(readMigrations(folder).map((migration) => migration.name).slice(1));
  expect(await applyMigrations(url.toString(), folder)).toEqual([]);
  const kept = await run(url, "SELECT s.name, s.status, v.number, d.name AS dataset, u.email FROM segmentations s JOIN dataset_versions v ON v.id = s.dataset_version_id JOIN datasets d ON d.id = v.dataset_id JOIN users u ON u.id = d.owner_id");
  expect(kept).toEqual([{ name: "Three groups", status: "succeeded", number: 1, dataset: "Customers", email: "ada@example.com" }]);
});
