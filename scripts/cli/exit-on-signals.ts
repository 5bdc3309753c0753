/** Ends the process in order when it is interrupted: whoever holds files in between removes them on `exit`. */
export function exitOnSignals(): void {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
}
