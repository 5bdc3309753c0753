/** Runs once when the web server starts. */
export async function register(): Promise<void> {
  // Next compiles this file for the Edge runtime too, and drops this branch there: databases exist in Node only.
  // eslint-disable-next-line no-restricted-syntax -- set by Next while it compiles; no setting of ours
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startWeb } = await import("@/lib/services/start-web");
    await startWeb();
  }
}
