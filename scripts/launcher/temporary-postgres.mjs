import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedPostgres } from "./postgres.mjs";
import { applyMigrations } from "./migrate.mjs";
import { inRoot } from "./paths.mjs";
import { loadSecrets } from "./secrets.mjs";

/**
 * A migrated PostgreSQL for tests, in a folder of its own that goes with it.
 * @returns {Promise<{ url: string, dataFolder: string, stop: () => Promise<void> }>}
 */
export async function temporaryPostgres() {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "tessera-test-"));
  mkdirSync(path.join(dataFolder, "run"));
  chmodSync(dataFolder, 0o711); // the database user passes through
  const server = await embeddedPostgres({ dataFolder, secrets: loadSecrets(dataFolder), temporary: true }).start();
  await applyMigrations(server.url, inRoot("prisma/migrations"));
  const stop = async () => {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { url: server.url, dataFolder, stop };
}
