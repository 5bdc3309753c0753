import packageFile from "../../package.json";
import { pool } from "../db/client";
import type { Health } from "../schemas/health";
import { silentAfterMs } from "./worker-heartbeat";

const answerWithinMs = 2_000;

/** Which parts are up; never throws, and answers within two seconds however the database hangs. */
export async function checkHealth(): Promise<Health> {
  const silence = countWorkers().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerWithinMs);
  });
  const workers = await Promise.race([silence, timeout]);
  clearTimeout(timer);
  const up = workers !== undefined && workers > 0;
  return { status: up ? "ok" : "degraded", database: workers === undefined ? "down" : "up", worker: up ? "up" : "down", version: packageFile.version };
}

async function countWorkers(): Promise<number> {
  const result = await pool().query<{ count: number }>(
    "SELECT count(*)::int AS count FROM worker_heartbeats WHERE seen_at > now() - $1 * interval '1 millisecond'",
    [silentAfterMs],
  );
  return result.rows[0]?.count ?? 0;
}
