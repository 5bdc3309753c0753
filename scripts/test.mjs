/**
 * `npm test`: everything, from a fresh clone. A step that fails does not stop the others.
 * Its last line is `N passed, N failed`, alone.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { commandsOnly, everything, prepare } from "./launcher/build.mjs";
import { requireChromium } from "./launcher/chromium.mjs";
import { runMain } from "./launcher/launcher-error.mjs";
import { requireNodeVersion } from "./launcher/node-version.mjs";
import { inRoot } from "./launcher/paths.mjs";
import { nodeScript, run } from "./launcher/run-command.mjs";
import { countPlaywright, countVitest, totals } from "./launcher/test-counts.mjs";

const report = (line) => console.log(line);
const reports = inRoot("test-results", "reports");
const bin = (file, ...args) => nodeScript(inRoot("node_modules", file), ...args);
const results = [];
const buildStep = "production build";

/** Runs one step, keeps its counts, says how it went. `work` returns { passed, failed, … } or throws. */
async function step(name, work) {
  const startedAt = Date.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    console.error(`\n── ${name} ──\n${error.message ?? error}`);
    result = { passed: 0, failed: 1 };
  }
  results.push({ name, seconds: (Date.now() - startedAt) / 1000, ...result });
  report(`${result.failed === 0 ? "✔" : "✘"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
}

/** A check that passes or fails as a whole; what it prints is shown when it fails. */
async function check(...commands) {
  for (const [command, args] of commands) {
    const { code, output } = await run(command, args, { output: "capture", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
    if (code !== 0) throw new Error(output.trim() || `${args.join(" ")} ended with code ${code}`);
  }
  return { passed: 1, failed: 0 };
}

/** A test runner that writes a JSON report; what it prints is shown as it goes. */
async function runner(file, [command, args], count, env = {}) {
  const { code } = await run(command, args, { env: { ...process.env, ...env } });
  if (!existsSync(file)) throw new Error(`The tests did not run (code ${code}).`);
  const counts = count(JSON.parse(readFileSync(file, "utf8")));
  // A runner that fails without a failed test (an error outside of all tests) has failed all the same.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const vitest = () => {
  const file = `${reports}/vitest.json`;
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return runner(file, bin("vitest/vitest.mjs", ...args), countVitest, { NODE_ENV: "test" });
};

const playwright = async () => {
  if (results.some((result) => result.name === buildStep && result.failed > 0)) throw new Error("Not run: there is no production build.");
  const file = `${reports}/playwright.json`;
  const env = { PLAYWRIGHT_CHROMIUM: await requireChromium(report), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  return runner(file, bin("@playwright/test/cli.js", "test", "--reporter=list,json"), countPlaywright, env);
};

async function main() {
  requireNodeVersion();
  await step("dependencies and generated code", async () => {
    await prepare(commandsOnly, report);
    return { passed: 0, failed: 0 };
  });
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  await Promise.all([
    step("lint", () => check(bin("eslint/bin/eslint.js", ".", "--max-warnings", "0"))),
    step("types", () => check(bin("next/dist/bin/next", "typegen"), bin("typescript/bin/tsc", "--noEmit"))),
  ]);
  await step("import boundaries", () => check(bin("dependency-cruiser/bin/dependency-cruise.mjs", "app", "components", "lib", "scripts", "--config", ".dependency-cruiser.cjs")));
  await step("unit and database tests", vitest);
  await step(buildStep, async () => {
    await prepare(everything, report);
    return { passed: 1, failed: 0 };
  });
  await step("browser tests", playwright);
  summarise();
}

function summarise() {
  const { passed, failed, skipped, flaky } = totals(results);
  report("");
  for (const result of results) report(`${result.name.padEnd(34)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed ${result.seconds.toFixed(0).padStart(5)} s`);
  if (skipped > 0) report(`${skipped} skipped`);
  if (flaky > 0) report(`${flaky} passed only at the second try`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  report(`${passed} passed, ${failed} failed`);
}

await runMain(main);
