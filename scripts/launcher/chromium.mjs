import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { LauncherError } from "./launcher-error.mjs";
import { inRoot } from "./paths.mjs";
import { nodeScript, run } from "./run-command.mjs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const runs = (file) => existsSync(file) && spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;

/** Playwright's own download, whole or headless only, where there is one. */
async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return [chromium.executablePath()].filter(Boolean);
}

async function findChromium() {
  const named = [process.env.PLAYWRIGHT_CHROMIUM, process.env.CHROME_PATH].filter(Boolean);
  return [...named, ...usualPlaces, ...(await playwrightsOwn())].find(runs) ?? null;
}

/**
 * A Chromium that runs: one of this machine, else Playwright's download, else (root on Debian) the system's package.
 * @returns its path
 * @throws LauncherError where none can be had.
 */
export async function requireChromium(report) {
  const found = await findChromium();
  if (found) return found;
  report("No Chromium on this machine; installing Playwright's …");
  await run(...nodeScript(inRoot("node_modules/@playwright/test/cli.js"), "install", "chromium"), { timeoutMs: 300_000 });
  const downloaded = await findChromium();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    report("That did not work; installing the distribution's package …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env });
    await run("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"], { env });
    const packaged = await findChromium();
    if (packaged) return packaged;
  }
  throw new LauncherError("The browser tests need Chromium or Chrome. Install one, or name its program in PLAYWRIGHT_CHROMIUM.");
}
