import { AppError } from "../errors";
import { isDatabaseOutage } from "./is-database-outage";

/** What an outage is called on a screen. */
export function databaseOutage(cause: unknown): AppError {
  return new AppError("database_unavailable", "The database can't be reached at the moment. Nothing was changed; try again shortly.", { cause });
}

/** Passes a query's answer on; when the database is away, throws `database_unavailable` instead of the driver's error, so that pages can say so. */
export async function nameOutage<Answer>(query: Promise<Answer>): Promise<Answer> {
  try {
    return await query;
  } catch (error) {
    throw isDatabaseOutage(error) ? databaseOutage(error) : error;
  }
}
