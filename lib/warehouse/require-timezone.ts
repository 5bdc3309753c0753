import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import { isTimezone } from "./local-time";

/** @throws AppError `bad_request` when the times of a file are to be read in a zone that does not exist. */
export function requireTimezone({ timezone }: ReadOptions): void {
  // Asking for a calendar takes some 30 ms.
  if (timezone === undefined || timezone === "UTC" || isTimezone(timezone)) return;
  throw new AppError("bad_request", `There is no time zone “${timezone}”. Choose one such as Europe/Berlin or UTC.`, {
    invalidParams: [{ name: "options.timezone", reason: "Not an IANA time zone" }],
  });
}
