import { configureWebWarehouse } from "./process-settings";
import { ensureConfiguredAdmin } from "./setup";

/** What a web process does once when it starts. The administrator that the environment names is there before the first visit. */
export async function startWeb(): Promise<void> {
  await configureWebWarehouse();
  // Without a database now, the first visit of the sign-in page does it.
  await ensureConfiguredAdmin().catch(() => undefined);
}
