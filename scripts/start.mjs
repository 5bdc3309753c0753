/**
 * `npm start` (and `npm run dev` with --dev): installs and builds what is missing, then runs database, web
 * and worker until it is stopped. Uses Node's own modules only, until the dependencies are there.
 */
import { prepare, developmentOnly, everything } from "./launcher/build.mjs";
import { becomeLauncher, isAbandoned, removeNote, startedThrough, writeNote } from "./launcher/instance.mjs";
import { LauncherError, runMain } from "./launcher/launcher-error.mjs";
import { applyMigrations } from "./launcher/migrate.mjs";
import { requireNodeVersion } from "./launcher/node-version.mjs";
import { inRoot } from "./launcher/paths.mjs";
import { embeddedPostgres } from "./launcher/postgres.mjs";
import { childEnvironment, hasWorker, startWeb, startWorker, waitForHealth } from "./launcher/processes.mjs";
import { loadSecrets } from "./launcher/secrets.mjs";
import { localUrl, makeDataFolder, readSettings, requirePort } from "./launcher/settings.mjs";
import { supervise } from "./launcher/supervisor.mjs";

const development = process.argv.includes("--dev");
const report = (line) => console.log(line);
const logOf = (name) => (text) => text.split("\n").forEach((line) => line && console.log(`${name.padEnd(8)} | ${line}`));

/** What runs, in the order of its start; stopped from the last to the first. */
const running = [];
let stopping = null;

function stopAll(dataFolder) {
  stopping ??= (async () => {
    if (running.length > 0) report("Stopping …");
    for (const part of running.toReversed()) await part.stop();
    removeNote(dataFolder, "launcher");
    if (running.length > 0) report("Stopped.");
  })();
  return stopping;
}

/** Ctrl-C comes twice through npm (from the terminal and from npm): both mean one stop. */
function listenForStop(dataFolder) {
  const chain = startedThrough();
  const stop = (code) => stopAll(dataFolder).finally(() => process.exit(code));
  for (const [name, code] of [["SIGINT", 0], ["SIGTERM", 0], ["SIGHUP", 0]]) process.on(name, () => stop(code));
  setInterval(() => isAbandoned(chain) && stop(1), 2_000).unref();
}

async function startDatabase(settings, secrets) {
  if (settings.databaseUrl) return settings.databaseUrl;
  const postgres = embeddedPostgres({ ...settings, secrets, report, log: logOf("postgres") });
  let url = null;
  const part = supervise({
    name: "database",
    report,
    start: async () => {
      const server = await postgres.start();
      if (url && server.url !== url) throw new LauncherError("its port was taken by another program");
      url = server.url;
      return server.child;
    },
  });
  await part.begin();
  running.push({ stop: () => part.stop([["SIGINT", 15_000], ["SIGQUIT", 5_000], ["SIGKILL", 2_000]]) });
  return url;
}

async function startProcess(name, settings, start) {
  const part = supervise({ name, report, start, onStart: (child) => writeNote(settings.dataFolder, name, child.pid) });
  running.push({
    stop: async () => {
      await part.stop([["SIGTERM", 12_000], ["SIGKILL", 5_000]]);
      removeNote(settings.dataFolder, name);
    },
  });
  await part.begin();
}

async function main() {
  requireNodeVersion();
  const settings = readSettings();
  makeDataFolder(settings.dataFolder);
  await becomeLauncher(settings.dataFolder, { url: localUrl(settings.host, settings.port) }, report);
  listenForStop(settings.dataFolder);
  try {
    settings.port = await requirePort(settings.port, settings.host);
    await prepare(development ? developmentOnly : everything, report);
    const url = localUrl(settings.host, settings.port);
    writeNote(settings.dataFolder, "launcher", process.pid, { url, startedThrough: startedThrough() });
    const secrets = loadSecrets(settings.dataFolder);
    const databaseUrl = await startDatabase(settings, secrets);
    const applied = await applyMigrations(databaseUrl, inRoot("prisma/migrations"));
    if (applied.length > 0) report(`Database brought up to date (${applied.length} migration${applied.length > 1 ? "s" : ""}).`);
    const env = childEnvironment({ settings, secrets, databaseUrl, development });
    if (hasWorker()) await startProcess("worker", settings, () => startWorker({ env, development, log: logOf("worker") }));
    await startProcess("web", settings, () => startWeb({ settings, env, development, log: logOf("web") }));
    const state = await waitForHealth(url, { cancelled: () => stopping !== null });
    if (stopping) return;
    if (state === "silent") throw new LauncherError(`The web process does not answer at ${url}. What it said is above.`);
    if (state === "degraded") report(`A part of Tessera is not up yet; ${url}/api/health says which.`);
    report(`Ready on ${url}`);
  } catch (error) {
    if (stopping) return;
    await stopAll(settings.dataFolder);
    throw error;
  }
}

await runMain(main);
