import { readdir } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { env } from "../env";
import { configureWarehouse } from "../warehouse/instance";
import { folders, removeFiles } from "./storage";

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
  await removeDeadFolders();
  await configureWarehouse({
    memoryLimitMb: 256,
    threads: Math.min(2, env().COMPUTE_THREADS),
    tempFolder: path.join(folders.temporary(), `${webFolderPrefix()}${process.pid}`),
  });
}

function webFolderPrefix(): string {
  return `web-${hostname()}-`;
}

/** Deletes the folders of web processes of this machine that are no more. */
async function removeDeadFolders(): Promise<void> {
  const names = await readdir(folders.temporary()).catch(() => []);
  const dead = names.filter((name) => name.startsWith(webFolderPrefix()) && !isAlive(Number(name.slice(webFolderPrefix().length))));
  await removeFiles(dead.map((name) => path.join(folders.temporary(), name)));
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 sends nothing: it only asks whether the process is there.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
