import { readSettings, makeDataFolder } from "./settings.mjs";
import { embeddedPostgres } from "./postgres.mjs";
import { applyMigrations } from "./migrate.mjs";
import { inRoot } from "./paths.mjs";
import { loadSecrets } from "./secrets.mjs";

/**
 * The product's database for a command: DATABASE_URL, else the embedded server where it runs already,
 * else started for the time of the command. Sets DATABASE_URL, DATA_DIR and NEXTAUTH_SECRET for this process.
 * @returns {Promise<() => Promise<void>>} what to call at the end
 */
export async function openDatabase() {
  const settings = readSettings();
  makeDataFolder(settings.dataFolder);
  process.env.DATA_DIR = settings.dataFolder;
  const secrets = loadSecrets(settings.dataFolder);
  process.env.NEXTAUTH_SECRET ||= secrets.nextauthSecret;
  if (settings.databaseUrl) {
    await applyMigrations(settings.databaseUrl, inRoot("prisma/migrations"));
    return async () => undefined;
  }
  const report = (line) => console.error(line);
  const postgres = embeddedPostgres({ ...settings, secrets, report, log: (text) => process.stderr.write(text) });
  const runningUrl = postgres.runningUrl();
  const server = runningUrl ? null : await postgres.start();
  process.env.DATABASE_URL = runningUrl ?? server.url;
  try {
    await applyMigrations(process.env.DATABASE_URL, inRoot("prisma/migrations"));
  } catch (error) {
    await server?.stop();
    throw error;
  }
  return async () => server?.stop();
}
