import type { DuckDBConnection, DuckDBMaterializedResult } from "@duckdb/node-api";
import { AppError } from "../errors";

export interface Tracking {
  /** Share of the statement that is done, 0–1, some times a second. */
  onRatio?: (ratio: number) => void;
  signal?: AbortSignal;
}

const pollMs = 150;

export function cancelled(): AppError {
  return new AppError("job_cancelled", "The work was cancelled.");
}

/**
 * Runs one statement with progress, and stops it in the middle when `signal` fires.
 * @throws AppError `job_cancelled` when it was stopped.
 */
export async function runTracked(connection: DuckDBConnection, sql: string, tracking: Tracking): Promise<DuckDBMaterializedResult> {
  const { signal, onRatio } = tracking;
  if (signal?.aborted) throw cancelled();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  const timer = onRatio && setInterval(() => onRatio(Math.max(0, Math.min(1, connection.progress.percentage / 100))), pollMs);
  try {
    return await connection.run(sql);
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    throw error;
  } finally {
    if (timer) clearInterval(timer);
    signal?.removeEventListener("abort", interrupt);
  }
}
