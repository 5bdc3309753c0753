import { columnAt, TrackQuestion } from "../kernels/track-question";
import type { Codes } from "../warehouse/event-tracks";
import type { Selection } from "./selection";

/** What lies in each bucket. */
export interface BucketCounts {
  events: Uint32Array;
  /** Distinct known users. */
  users: Uint32Array;
  minutes: Float64Array;
}

/** What the timed and the rated events of each bucket come to, besides. */
export interface RatedCounts extends BucketCounts {
  timed: Uint32Array;
  rated: Uint32Array;
  ratings: Float64Array;
}

/** Adds up the selected events by the bucket of a column's number, −1 for none; without a table the number is the bucket. */
export async function countBuckets(selection: Selection, column: Codes, buckets: number, bucketOf?: Int32Array): Promise<BucketCounts> {
  return count(selection, column, buckets, bucketOf, false);
}

/** The same with durations and ratings counted. */
export async function countRatedBuckets(selection: Selection, column: Codes, buckets: number, bucketOf?: Int32Array): Promise<RatedCounts> {
  return count(selection, column, buckets, bucketOf, true);
}

async function count(selection: Selection, column: Codes, buckets: number, bucketOf: Int32Array | undefined, isRated: boolean): Promise<RatedCounts> {
  const { tracks } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const table = bucketOf ? question.input(bucketOf) : 0;
  const [events, users, last] = [question.output(Uint32Array, buckets), question.output(Uint32Array, buckets), question.output(Uint32Array, buckets)];
  const minutes = question.output(Float64Array, buckets);
  const [timed, rated] = [question.output(Uint32Array, isRated ? buckets : 0), question.output(Uint32Array, isRated ? buckets : 0)];
  const ratings = question.output(Float64Array, isRated ? buckets : 0);
  await question.run(
    "countBuckets", ...columnAt(column), table, events, users, last,
    ...columnAt(tracks.minutes), question.input(withoutMissing(tracks.minuteValues)), minutes, timed,
    ...columnAt(tracks.rating), question.input(withoutMissing(tracks.ratingValues)), isRated ? ratings : 0, rated,
  );
  return { events: events.values, users: users.values, minutes: minutes.values, timed: timed.values, rated: rated.values, ratings: ratings.values };
}

/** How many of the selected events have each number of a column up to `largest`. */
export async function countNumbers(selection: Selection, column: Codes, largest: number): Promise<Uint32Array> {
  const question = new TrackQuestion(selection.events.tracks, selection);
  const events = question.output(Uint32Array, largest + 1);
  await question.run("countNumbers", ...columnAt(column), events);
  return events.values;
}

/** Values by number with 0 for none, for sums. */
export function withoutMissing(values: Float64Array): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}
