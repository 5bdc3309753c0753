import { expect, test } from "vitest";
import { database, pool } from "@/lib/db/client";
import { env } from "@/lib/env";

test("each test file has a migrated, empty database of its own", async () => {
  const { rows } = await pool().query<{ name: string; users: string }>(`SELECT current_database() AS name, (SELECT count(*) FROM users) AS users`);
  expect(rows[0]?.name).toMatch(/^test_/);
  expect(rows[0]?.users).toBe("0");
  expect(await database().user.count()).toBe(0);
});

test("each test file has a data folder of its own", () => {
  expect(env().DATA_DIR).toContain("tessera-db-test-");
});
