import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LauncherError } from "./launcher-error.mjs";
import { postgresBinaries } from "./postgres-binaries.mjs";
import { postgresHome, postgresIdentity } from "./postgres-user.mjs";
import { endOrphanedPostmaster, runningPostmaster } from "./postmaster-file.mjs";
import { endProcess, processMark } from "./process-identity.mjs";
import { run } from "./run-command.mjs";
import { tryPort } from "./settings.mjs";

const host = "127.0.0.1";
const user = "tessera";
const databaseName = "tessera";

/** Settings of a server whose data nobody will miss: tests. */
const forTests = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/**
 * An embedded PostgreSQL under `dataFolder`, ready to be made and started.
 * `secrets.databasePassword` guards it; `temporary` trades safety of the data for speed.
 */
export function embeddedPostgres({ dataFolder, secrets, temporary = false, report = () => undefined, log = () => undefined }) {
  const identity = postgresIdentity(path.join(dataFolder, "postgres"));
  const binaries = postgresBinaries(identity);
  const home = postgresHome(dataFolder, identity, report);
  const cluster = path.join(home, "data");
  const portFile = path.join(dataFolder, "run", "postgres-port");
  const password = secrets.databasePassword;
  return {
    cluster,
    /** Makes the cluster at first, ends what a killed launcher left, starts the server, waits until it answers. */
    async start() {
      await createCluster({ home, cluster, binaries, identity, password, report });
      await clearOrphan(cluster, report);
      const port = await rememberedPort(portFile);
      const child = await startServer({ binaries, cluster, port, identity, settings: temporary ? forTests : {}, log });
      await createDatabase(connectionString(port, password, "postgres"));
      return { child, port, url: connectionString(port, password, databaseName), stop: () => stopServer(child) };
    },
    /** The address of the server that a running launcher has started, or null. */
    runningUrl() {
      const running = runningPostmaster(cluster);
      return running?.ready ? connectionString(running.port, password, databaseName) : null;
    },
  };
}

const connectionString = (port, password, name) => `postgres://${user}:${password}@${host}:${port}/${name}`;

async function createCluster({ home, cluster, binaries, identity, password, report }) {
  if (existsSync(path.join(cluster, "PG_VERSION"))) return requireSameVersion(cluster);
  report("Creating the database …");
  const draft = path.join(home, "data.new"); // renamed when whole, so that a cut-off creation is simply done again
  const passwordFile = path.join(home, "password.new");
  for (const leftover of [draft, cluster]) rmSync(leftover, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined) for (const made of [draft, passwordFile]) chownSync(made, identity.uid, identity.gid);
  // The built-in C.UTF-8 sorts alike on every system, whatever locales it has.
  const args = ["-D", draft, "-U", user, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const { code, output } = await run(binaries.initdb, args, { ...identity, cwd: home, output: "capture" });
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new LauncherError(`The database could not be created in ${home}:\n${output.trim()}`);
  renameSync(draft, cluster);
}

function requireSameVersion(cluster) {
  const version = readFileSync(path.join(cluster, "PG_VERSION"), "utf8").trim();
  if (version !== "18") throw new LauncherError(`The database in ${cluster} was made by PostgreSQL ${version}; this copy of Tessera has version 18. Start it with the copy that made it, or set DATA_DIR to another folder.`);
}

async function clearOrphan(cluster, report) {
  const { wasRunning, ended } = await endOrphanedPostmaster(cluster);
  if (!ended) throw new LauncherError(`A PostgreSQL server of an earlier start still runs on ${cluster} and can't be ended by this user.`);
  if (wasRunning) report("Ended the database server that an earlier start had left.");
}

/** The same port each time where possible, so that other tools may keep it. */
async function rememberedPort(portFile) {
  const remembered = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : 0;
  const attempt = remembered ? await tryPort(remembered, host) : null;
  const port = attempt?.port ?? (await tryPort(0, host)).port;
  if (port !== remembered) {
    mkdirSync(path.dirname(portFile), { recursive: true });
    writeFileSync(portFile, String(port));
  }
  return port;
}

/** Starts the server; a killed one's last processes may hold its memory for a moment, so it tries for some seconds. */
async function startServer({ binaries, cluster, port, identity, settings, log }) {
  const options = { listen_addresses: host, port, unix_socket_directories: "", log_min_messages: "fatal", ...settings };
  const args = ["-D", cluster, ...Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const deadline = Date.now() + 60_000;
  for (;;) {
    const child = spawn(binaries.postgres, args, { ...identity, cwd: cluster, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        said = (said + text).slice(-4000);
        log(text);
      });
    }
    child.on("error", (error) => (said += error.message));
    const lives = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
    while (lives() && Date.now() < deadline) {
      if (runningPostmaster(cluster)?.ready) return child;
      await wait(15);
    }
    if (Date.now() > deadline || !/shared memory|lock file|in use/.test(said)) throw new LauncherError(`The database server did not start:\n${said.trim()}`);
    await wait(300);
  }
}

async function createDatabase(adminUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stopServer(child) {
  if (child.exitCode !== null || child.signalCode !== null) return; // its number may be somebody else's by now
  await endProcess({ pid: child.pid, mark: processMark(child.pid) }, [["SIGINT", 15_000], ["SIGQUIT", 5_000], ["SIGKILL", 2_000]]);
}
