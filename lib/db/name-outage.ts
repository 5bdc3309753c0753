import { AppError } from "../errors";
import { isDatabaseOutage } from "./is-database-outage";

/** Passes a query's answer on; when the database is away, throws `database_unavailable` instead of the driver's error, so that pages can say so. */
export async function nameOutage<Answer>(query: Promise<Answer>): Promise<Answer> {
  try {
    return await query;
  } catch (error) {
    if (!isDatabaseOutage(error)) throw error;
    throw new AppError("database_unavailable", "The database can't be reached at the moment. Nothing was changed; try again shortly.", { cause: error });
  }
}
