import { defineConfig } from "@playwright/test";

const asRoot = process.getuid?.() === 0;
const quiet = ["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/**
 * Browser tests against the production build, with a database and data folder of their own
 * (tests/e2e/global-setup.ts). E2E_BASE_URL runs them against a server that is there already.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  globalSetup: "./tests/e2e/global-setup.ts",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 1,
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    colorScheme: "light",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? process.env.CHROME_PATH,
      args: asRoot ? ["--no-sandbox", ...quiet] : quiet,
    },
  },
});
