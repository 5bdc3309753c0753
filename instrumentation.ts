import { configureWebWarehouse } from "@/lib/services/process-settings";
import { ensureConfiguredAdmin } from "@/lib/services/setup";

/** Runs once when the web server starts: the administrator that the environment names is there before the first visit. */
export async function register(): Promise<void> {
  await configureWebWarehouse();
  // Without a database now, the first visit of the sign-in page does it.
  await ensureConfiguredAdmin().catch(() => undefined);
}
