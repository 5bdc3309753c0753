import pino from "pino";
import { closeDatabase } from "../lib/db/client";
import { env } from "../lib/env";
import { runWorker } from "../lib/jobs/run-worker";

/** The worker process: runs jobs until SIGTERM or SIGINT. More workers are more of these, on any machine that shares DATA_DIR. */
async function main(): Promise<void> {
  const log = pino({ level: env().LOG_LEVEL, base: { process: "worker" } });
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());
  // A job's failure ends in its row; what escapes everything else must not end the other jobs.
  process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));
  await runWorker(stop.signal, log);
  await closeDatabase().catch(() => undefined);
  process.exit(0);
}

void main();
