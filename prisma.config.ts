import { defineConfig } from "prisma/config";

// `prisma generate` needs no schema engine, but insists that the file named here exists;
// without it, every command first downloads one. Windows can't spawn a script, so there it may.
if (process.platform !== "win32") process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
