import { columnAt, TrackQuestion } from "../kernels/track-question";
import { withoutMissing, type BucketCounts } from "./bucket-counts";
import type { Selection } from "./selection";

/** Kinds of each cell: those of `kinds` from `starts[cell]` up to `starts[cell + 1]`, all below `width`. */
export interface KindsOfCells {
  starts: Uint32Array;
  kinds: Uint32Array;
  width: number;
}

/** Adds up the selected events by the period of their slot and the kinds of their cell, at period · width + kind. */
export async function countKinds(selection: Selection, { starts, kinds, width }: KindsOfCells, periodOfSlot: Int32Array, periods: number): Promise<BucketCounts & { known: Uint32Array }> {
  const { tracks } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const size = periods * width;
  const [events, users, last] = [question.output(Uint32Array, size), question.output(Uint32Array, size), question.output(Uint32Array, size)];
  const [minutes, known] = [question.output(Float64Array, size), question.output(Uint32Array, periods)];
  await question.run(
    "countKinds", question.input(periodOfSlot), question.input(starts), question.input(kinds), width, events, users, last,
    ...columnAt(tracks.minutes), question.input(withoutMissing(tracks.minuteValues)), minutes, known,
  );
  return { events: events.values, users: users.values, minutes: minutes.values, known: known.values };
}
