import { columnAt, TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { slotMs } from "../warehouse/local-time";
import { withoutMissing } from "./bucket-counts";
import { selectionOf } from "./selection";

/** The figures of the whole range; `from` and `to` are the instants of the first and last event. */
export async function summary(scope: Scope): Promise<ChartRows["summary"]> {
  const selection = await selectionOf(scope);
  const { tracks } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const [hasItem, ratings, sums] = [question.output(Uint8Array, tracks.items + 1), question.output(Uint32Array, tracks.ratingValues.length), question.output(Float64Array, 5)];
  await question.run(
    "sumUp", ...columnAt(tracks.rest), tracks.restMs, ...columnAt(tracks.minutes), question.input(withoutMissing(tracks.minuteValues)), ...columnAt(tracks.rating), hasItem, ratings, sums,
  );
  const [events = 0, users = 0, minutes = 0, firstMs = 0, lastMs = 0] = sums.values;
  const items = hasItem.values.subarray(1).reduce((sum, has) => sum + has, 0);
  const meanRating = meanOf(tracks.ratingValues, ratings.values);
  const instant = (ms: number): string | null => (events > 0 ? new Date(tracks.firstSlot * slotMs + ms).toISOString() : null);
  return [{ events, users, items, from: instant(firstMs), to: instant(lastMs), ...(scope.has.minutes && { minutes }), ...(meanRating !== undefined && { meanRating }) }];
}

/** Mean of values by how often each occurs; the first stands for none. */
function meanOf(values: Float64Array, counts: Uint32Array): number | undefined {
  let [sum, count] = [0, 0];
  for (let number = 1; number < values.length; number++) {
    sum += values[number]! * counts[number]!;
    count += counts[number]!;
  }
  return count > 0 ? sum / count : undefined;
}
