import { existsSync } from "node:fs";
import { inRoot, root } from "./paths.mjs";
import { spawnNode } from "./supervisor.mjs";

const guard = ["--import", new URL("./child-guard.mjs", import.meta.url).href];
const developmentWeb = (settings) => [inRoot("node_modules/next/dist/bin/next"), "dev", "--port", String(settings.port), "--hostname", settings.host];

/** What web and worker get: the environment of the launcher, and what only the launcher knows. */
export function childEnvironment({ settings, secrets, databaseUrl, development, source = process.env }) {
  return {
    ...source,
    NODE_ENV: development ? "development" : "production",
    PORT: String(settings.port),
    HOST: settings.host,
    DATA_DIR: settings.dataFolder,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: source.NEXTAUTH_SECRET || secrets.nextauthSecret,
    NEXT_TELEMETRY_DISABLED: "1",
    TESSERA_LAUNCHER_PID: String(process.pid),
  };
}

export function startWeb({ settings, env, development, log }) {
  const program = development ? developmentWeb(settings) : [inRoot("scripts/web.mjs")];
  return spawnNode([...guard, ...program], { env, cwd: root, log });
}

export function startWorker({ env, development, log }) {
  const program = development ? [inRoot("node_modules/tsx/dist/cli.mjs"), "watch", "scripts/worker.ts"] : [inRoot(".build/worker.mjs")];
  return spawnNode([...guard, ...program], { env, cwd: root, log });
}

export const hasWorker = () => existsSync(inRoot("scripts/worker.ts"));

/**
 * Waits until the web process answers at /api/health.
 * @returns "ready", or "degraded" when it answers that a part is down and goes on doing so, or "silent"
 */
export async function waitForHealth(url, { patienceMs = 90_000, degradedAfterMs = 30_000, cancelled = () => false } = {}) {
  const startedAt = Date.now();
  let answered = false;
  while (Date.now() - startedAt < patienceMs && !cancelled()) {
    try {
      const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      answered = true;
      if (response.status !== 503) return "ready";
      if (Date.now() - startedAt > degradedAfterMs) return "degraded";
    } catch {
      // not there yet
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return answered ? "degraded" : "silent";
}
