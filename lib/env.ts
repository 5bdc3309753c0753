import { availableParallelism, totalmem } from "node:os";
import path from "node:path";
import { z } from "zod";

const integer = z.coerce.number().int();

const environmentSchema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  PORT: integer.min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z
    .string()
    .default("./data")
    .transform((folder) => path.resolve(folder)),
  DATABASE_URL: z.string().optional(),
  NEXTAUTH_URL: z.url().optional(),
  NEXTAUTH_SECRET: z.string().min(16).optional(),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(10).optional(),
  MAX_UPLOAD_BYTES: integer.positive().default(10 * 1024 ** 3),
  WORKER_CONCURRENCY: integer.min(1).max(64).default(2),
  COMPUTE_THREADS: integer.min(1).max(64).default(Math.min(availableParallelism(), 64)),
  MEMORY_LIMIT_MB: integer.min(256).default(Math.max(512, Math.floor(totalmem() / 2 / 1024 ** 2))),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Environment = z.infer<typeof environmentSchema>;

/** Parses an environment; throws one error that names every wrong variable and what it should be. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = environmentSchema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not valid. Set these variables right and start again:\n${lines.join("\n")}`);
}

let parsed: Environment | undefined;

/** The validated environment, read once at first use. The only reader of `process.env` in the product. */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}
