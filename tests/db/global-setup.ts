import type { TestProject } from "vitest/node";
import { temporaryPostgres } from "../../scripts/launcher/temporary-postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated template database of this test run. */
    templateDatabaseUrl: string;
  }
}

/** One PostgreSQL for all database tests: its migrated database is the template that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await temporaryPostgres();
  project.provide("templateDatabaseUrl", server.url);
  return server.stop;
}
