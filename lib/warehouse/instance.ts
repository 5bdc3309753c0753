import { mkdirSync } from "node:fs";
import { totalmem, tmpdir, availableParallelism } from "node:os";
import path from "node:path";
import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

export interface WarehouseSettings {
  /** Memory DuckDB may take before it spills to `tempFolder`. */
  memoryLimitMb: number;
  threads: number;
  tempFolder: string;
}

interface WarehouseState {
  settings: WarehouseSettings;
  instance?: Promise<DuckDBInstance>;
  idle: DuckDBConnection[];
}

const maximumIdleConnections = 8;

/** Kept on `globalThis`: a development server reloads modules, and each copy would open its own DuckDB. */
const holder = globalThis as typeof globalThis & { tesseraWarehouse?: WarehouseState };

function state(): WarehouseState {
  holder.tesseraWarehouse ??= {
    settings: {
      memoryLimitMb: Math.max(256, Math.min(4096, Math.floor(totalmem() / 4 / 1024 ** 2))),
      threads: availableParallelism(),
      tempFolder: path.join(tmpdir(), `tessera-warehouse-${process.pid}`),
    },
    idle: [],
  };
  return holder.tesseraWarehouse;
}

async function open(settings: WarehouseSettings): Promise<DuckDBInstance> {
  mkdirSync(path.dirname(settings.tempFolder), { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${settings.memoryLimitMb}MB`,
    threads: String(settings.threads),
    temp_directory: settings.tempFolder,
    // Nothing is ever fetched: parquet, json and icu are built in, and the product works without a network.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  connection.closeSync();
  return instance;
}

/**
 * Sets what DuckDB may use in this process. Call it once at start, before the first query;
 * later calls change the memory limit and the threads of the running instance.
 */
export async function configureWarehouse(settings: Partial<WarehouseSettings>): Promise<void> {
  const current = state();
  current.settings = { ...current.settings, ...settings };
  if (!current.instance) return;
  await withConnection(async (connection) => {
    await connection.run(`SET GLOBAL memory_limit = '${current.settings.memoryLimitMb}MB'`);
    await connection.run(`SET GLOBAL threads = ${current.settings.threads}`);
  });
}

/** Settings of each connection: progress is counted from the start and printed nowhere; results that are streamed keep all threads busy. */
async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0; SET streaming_buffer_size = '32MB'");
  return connection;
}

/** Runs `work` on a connection of the process's one in-memory DuckDB and gives the connection back afterwards. */
export async function withConnection<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const current = state();
  current.instance ??= open(current.settings).catch((error: unknown) => {
    current.instance = undefined;
    throw error;
  });
  const instance = await current.instance;
  const connection = current.idle.pop() ?? (await connect(instance));
  try {
    return await work(connection);
  } finally {
    if (current.idle.length < maximumIdleConnections) current.idle.push(connection);
    else connection.closeSync();
  }
}

/** Closes DuckDB in this process (tests, end of a command). The next query opens it again. */
export async function closeWarehouse(): Promise<void> {
  const current = state();
  for (const connection of current.idle.splice(0)) connection.closeSync();
  const instance = await current.instance;
  current.instance = undefined;
  instance?.closeSync();
}

/** Folder for files that live as long as one piece of work. Who writes there makes it where it is missing. */
export function warehouseTempFolder(): string {
  return state().settings.tempFolder;
}

/** Threads that one piece of work may keep busy. */
export function warehouseThreads(): number {
  return state().settings.threads;
}

let lastNumber = 0;

/** A name for a temporary table or view that no other piece of work in this process has. */
export function temporaryName(stem: string): string {
  lastNumber += 1;
  return `${stem}_${lastNumber}`;
}
