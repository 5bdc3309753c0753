/**
 * `npm run cli -- …`: makes sure that the commands are built (saying so on stderr), then runs one.
 * Standard output belongs to the command.
 */
import { pathToFileURL } from "node:url";
import { commandsOnly, prepare } from "./launcher/build.mjs";
import { runMain } from "./launcher/launcher-error.mjs";
import { requireNodeVersion } from "./launcher/node-version.mjs";
import { inRoot } from "./launcher/paths.mjs";

/** Commands that work on the product's data; the others need neither web nor database. */
const needDatabase = ["token", "user"];

await runMain(async () => {
  requireNodeVersion();
  await prepare(commandsOnly, (line) => console.error(line));
  process.env.NODE_ENV ||= "production";
  const args = process.argv.slice(2);
  const asksForHelp = args.length < 2 || args.includes("--help");
  const close = needDatabase.includes(args[0]) && !asksForHelp ? await (await import("./launcher/open-database.mjs")).openDatabase() : null;
  const { runCommand } = await import(pathToFileURL(inRoot(".build/cli.mjs")).href);
  try {
    // npm changes into the repository; paths on the command line are meant from where the user stands.
    if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
    process.exitCode = await runCommand(args);
  } finally {
    await close?.();
  }
});
