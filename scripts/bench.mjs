/** `npm run bench`: builds what it needs, then measures speed and quality. Arguments go to scripts/bench/main.ts. */
import { pathToFileURL } from "node:url";
import { commandsOnly, prepare } from "./launcher/build.mjs";
import { runMain } from "./launcher/launcher-error.mjs";
import { requireNodeVersion } from "./launcher/node-version.mjs";
import { inRoot } from "./launcher/paths.mjs";

await runMain(async () => {
  requireNodeVersion();
  await prepare(commandsOnly, (line) => console.error(line));
  process.env.NODE_ENV ||= "production";
  await import(pathToFileURL(inRoot(".build/bench.mjs")).href);
});
