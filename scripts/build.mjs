/** `npm run build`: installs and builds everything that is missing or out of date. */
import { everything, prepare } from "./launcher/build.mjs";
import { runMain } from "./launcher/launcher-error.mjs";
import { requireNodeVersion } from "./launcher/node-version.mjs";

await runMain(async () => {
  requireNodeVersion();
  await prepare(everything, (line) => console.error(line));
});
