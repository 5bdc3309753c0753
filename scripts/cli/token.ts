import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/db/client";
import { createApiTokenForEmail } from "@/lib/services/api-tokens";
import { ensureConfiguredAdmin } from "@/lib/services/setup";
import { UsageError } from "./usage-error";

/** `token create --email E [--name N]`: prints a new API token of that user, and nothing else, on stdout. */
export async function run(args: string[]): Promise<void> {
  const { email, name } = parse(args);
  try {
    await ensureConfiguredAdmin();
    const created = await createApiTokenForEmail(email, name);
    process.stdout.write(`${created.token}\n`);
  } finally {
    await closeDatabase();
  }
}

function parse(args: string[]): { email: string; name: string } {
  try {
    const { values, positionals } = parseArgs({ args, options: { email: { type: "string" }, name: { type: "string" } }, allowPositionals: true });
    if (positionals.length !== 1 || positionals[0] !== "create") throw new UsageError("Say what to do: token create.");
    if (!values.email) throw new UsageError("Name the user: --email E.");
    return { email: values.email, name: values.name ?? "command line" };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}
