/** A migrated PostgreSQL for tests, in a folder of its own that goes with it. */
export function temporaryPostgres(): Promise<{ url: string; dataFolder: string; stop: () => Promise<void> }>;
