/** A failure the launcher can explain: its message says what happened and what to do, and no stack is shown. */
export class LauncherError extends Error {
  name = "LauncherError";
}

/** Runs a script's main function; shows explained failures as one message, everything else with its stack. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(error instanceof LauncherError ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
    process.exit(1);
  }
}
