import { AppError } from "../errors";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import type { InteractionOptions } from "../schemas/recommender";
import { eventTypeColumn, ratingScale } from "./live-event-columns";
import type { ReadyVersion } from "./require-dataset";

/** What of a dataset of events a recommender learns from. */
export interface EventRoles {
  feedback: "explicit" | "implicit";
  user: ColumnProfile;
  item: ColumnProfile;
  time?: ColumnProfile;
  rating?: ColumnProfile;
  duration?: ColumnProfile;
  amount?: ColumnProfile;
  /** Tells kinds of events apart. */
  type?: ColumnProfile;
  scale?: [number, number];
}

/** Where fewer rows than this have a rating, ratings are a by-product, and what people do says more. */
const leastRatedRatio = 0.5;

/** @throws AppError `recommendation_impossible` that says which role is missing and where to give it. */
export function eventRoles(version: Pick<ReadyVersion, "columns" | "datasetName" | "rowCount">, options: InteractionOptions): EventRoles {
  const byRole = (role: ColumnRole) => version.columns.find((column) => column.role === role);
  const [user, item, rating] = [byRole("user"), byRole("item"), byRole("rating")];
  if (!user) throw missing(version, "user", "who did something");
  if (!item) throw missing(version, "item", "what it was done with");
  if (options.feedback === "explicit" && !rating) throw missing(version, "rating", "the ratings to learn from, or choose implicit feedback");
  const mostlyRated = rating !== undefined && rating.missingCount <= (1 - leastRatedRatio) * version.rowCount;
  const feedback = options.feedback === "auto" ? (mostlyRated ? "explicit" : "implicit") : options.feedback;
  const type = options.typeColumn === undefined ? eventTypeColumn(version.columns) : version.columns.find((column) => column.name === options.typeColumn);
  if (options.typeColumn !== undefined && !type) throw new AppError("bad_request", `There is no column “${options.typeColumn}” in this dataset.`, { invalidParams: [{ name: "interactions.typeColumn", reason: "No such column" }] });
  return { feedback, user, item, time: byRole("time"), rating, duration: byRole("duration"), amount: byRole("amount"), type, ...(rating && feedback === "explicit" && { scale: options.scale ?? ratingScale(rating) }) };
}

function missing(version: Pick<ReadyVersion, "datasetName">, role: ColumnRole, meaning: string): AppError {
  return new AppError("recommendation_impossible", `No column of “${version.datasetName}” has the role “${role}”. On the dataset's page, give it to the column that says ${meaning}.`);
}
