import { existsSync } from "node:fs";
import path from "node:path";
import { checkBundles, makeBundles } from "./bundles.mjs";
import { withBuildLock } from "./build-lock.mjs";
import { compressFiles } from "./compressed-files.mjs";
import { dependenciesAreStale, installDependencies } from "./dependencies.mjs";
import { LauncherError } from "./launcher-error.mjs";
import { buildFolder, inRoot } from "./paths.mjs";
import { nodeScript, runOrThrow } from "./run-command.mjs";
import { checkStep } from "./stale.mjs";

const stamp = (name) => path.join(buildFolder, `${name}.json`);

const quiet = { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" }, output: "capture" };

/** Each step: what tells that it is due, what it says, what it does. In this order. */
const steps = {
  client: {
    check: () =>
      checkStep({ inputs: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"], outputs: ["lib/db/generated/client.ts"], stampFile: stamp("client") }),
    message: "Generating the database client …",
    work: () => runOrThrow(...nodeScript(inRoot("node_modules/prisma/build/index.js"), "generate"), quiet, "The database client could not be generated."),
  },
  kernels: {
    check: () =>
      existsSync(inRoot("scripts/build-kernels.mjs"))
        ? checkStep({ inputs: ["lib/kernels/assembly", "scripts/build-kernels.mjs", "package-lock.json"], outputs: ["lib/kernels/generated"], stampFile: stamp("kernels") })
        : { stale: false },
    message: "Compiling the kernels …",
    work: () => runOrThrow(...nodeScript(inRoot("scripts/build-kernels.mjs")), quiet, "The kernels could not be compiled."),
  },
  bundles: { check: checkBundles, message: "Bundling worker and commands …", work: makeBundles },
  web: {
    check: () =>
      checkStep({
        inputs: ["app", "components", "lib", "public", "proxy.ts", "instrumentation.ts", "next.config.mjs", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json", "prisma/schema.prisma"],
        outputs: [".next/BUILD_ID"],
        stampFile: inRoot(".next", "tessera-inputs.json"),
      }),
    message: "Building the web application (once after each change, about a minute) …",
    work: buildWeb,
  },
};

async function buildWeb() {
  const env = { ...quiet.env, NODE_ENV: "production" };
  await runOrThrow(...nodeScript(inRoot("node_modules/next/dist/bin/next"), "build"), { ...quiet, env }, "The web application could not be built:");
  await compressFiles(inRoot(".next/static"));
}

/** Which parts a command needs. */
export const everything = ["client", "kernels", "bundles", "web"];
export const commandsOnly = ["client", "kernels", "bundles"];
export const developmentOnly = ["client", "kernels"];

const nothingToDo = (names) => !dependenciesAreStale() && names.every((name) => !steps[name].check().stale);

/** Installs and builds what is missing or out of date, and nothing else; says each step through `report`. */
export async function prepare(names, report) {
  if (!existsSync(inRoot("package-lock.json"))) throw new LauncherError("package-lock.json is missing: this is not a whole copy of Tessera.");
  if (nothingToDo(names)) return;
  await withBuildLock(report, async () => {
    if (dependenciesAreStale()) await installDependencies(report);
    for (const name of names) {
      const { stale, markFresh } = steps[name].check();
      if (!stale) continue;
      report(steps[name].message);
      const startedAt = Date.now();
      await steps[name].work();
      markFresh();
      report(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    }
  });
}
