import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "../env";
import { AppError } from "../errors";
import { PrismaClient } from "./generated/client";

/** Prisma's client, or the one inside a transaction. */
export type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends">;

// Next reloads modules in development; the pools must survive that.
const shared = globalThis as unknown as { tesseraPrisma?: PrismaClient; tesseraPool?: pg.Pool };

function connectionString(): string {
  const url = env().DATABASE_URL;
  if (!url) {
    throw new AppError("database_unavailable", "No database is configured. Start Tessera with `npm start`, or set DATABASE_URL.");
  }
  return url;
}

/** The pooled Prisma client of this process; connects at first use. */
export function database(): PrismaClient {
  shared.tesseraPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: connectionString(), max: 10 }),
    // A result with hundreds of segments on a busy machine takes longer than the default of 5 s.
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
  });
  return shared.tesseraPrisma;
}

/** The `pg` pool of this process, for what Prisma can't say (COPY, advisory locks, health). */
export function pool(): pg.Pool {
  if (!shared.tesseraPool) {
    shared.tesseraPool = new pg.Pool({ connectionString: connectionString(), max: 4 });
    // An idle connection that breaks must not end the process; the next query reports the failure.
    shared.tesseraPool.on("error", () => undefined);
  }
  return shared.tesseraPool;
}

/** Closes every connection of this process. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([shared.tesseraPrisma?.$disconnect(), shared.tesseraPool?.end()]);
  shared.tesseraPrisma = undefined;
  shared.tesseraPool = undefined;
}
