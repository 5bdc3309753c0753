import path from "node:path";
import { env } from "../env";
import { configureWarehouse } from "../warehouse/instance";
import { folders } from "./storage";

/** DuckDB in the worker: half of the memory limit; the kernels have the other half. */
export async function configureWorkerWarehouse(temporaryFolder: string): Promise<void> {
  await configureWarehouse({
    memoryLimitMb: Math.max(256, Math.floor(env().MEMORY_LIMIT_MB / 2)),
    threads: env().COMPUTE_THREADS,
    tempFolder: path.join(temporaryFolder, "warehouse"),
  });
}

/** DuckDB in the web process only reads pages and streams exports: little memory, so that the process stays small. */
export async function configureWebWarehouse(): Promise<void> {
  await configureWarehouse({
    memoryLimitMb: 256,
    threads: Math.min(2, env().COMPUTE_THREADS),
    tempFolder: path.join(folders.temporary(), `web-${process.pid}`),
  });
}
