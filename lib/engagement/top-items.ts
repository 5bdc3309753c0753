import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { countNumbers, countRatedBuckets } from "./bucket-counts";
import { labelsOf } from "./labels";
import { scanUsers } from "./scan-users";
import { selectionOf } from "./selection";
import { topOf } from "./top-of";

/** The items with the most events; ties by the item's key, numbers before texts. */
export async function topItems(scope: Scope, limit: number): Promise<ChartRows["top-items"]> {
  const selection = await selectionOf(scope);
  const { tracks } = selection.events;
  const events = await countNumbers(selection, tracks.item, tracks.items);
  events[0] = 0;
  const top = topOf(events, limit);
  const labels = await labelsOf(scope.index.items, top, "label");
  const figures = await countRatedBuckets(selection, tracks.item, top.length, placesOf(top, tracks.items));
  return top.map((item, at) => ({
    item: labels[at]?.key ?? "",
    label: labels[at]?.label ?? "",
    events: events[item]!,
    users: figures.users[at]!,
    ...(figures.rated[at]! > 0 && { meanRating: figures.ratings[at]! / figures.rated[at]! }),
    ...(scope.has.minutes && { minutes: figures.minutes[at]! }),
  }));
}

/** Place of the shown items by their number, −1 for all others. */
function placesOf(shown: number[], items: number): Int32Array {
  const places = new Int32Array(items + 1).fill(-1);
  for (const [at, item] of shown.entries()) places[item] = at;
  return places;
}

/** At most this many points to a small series. */
const seriesPoints = 24;

/** Events of each of these items (by key) over the range, cut into equal stretches of whole days, oldest first. */
export async function itemSeries(scope: Scope, items: string[]): Promise<Map<string, number[]>> {
  const span = scope.toDay - scope.fromDay + 1;
  const points = Math.max(0, Math.min(seriesPoints, span));
  const series = new Map(items.map((item) => [item, Array.from({ length: points }, () => 0)]));
  if (items.length === 0 || points === 0) return series;
  const selection = await selectionOf({ ...scope, items });
  const { slot, item, items: known } = selection.events.tracks;
  const shown = Array.from({ length: known + 1 }, (_, number) => number).filter((number) => selection.items?.[number] === 1);
  const placeOf = placesOf(shown, known);
  const pointOfSlot = selection.days.map((day) => Math.floor(((day - scope.fromDay) * points) / span));
  const events = new Uint32Array(shown.length * points);
  await scanUsers(selection, (_, picked, count) => {
    for (let k = 0; k < count; k++) events[placeOf[item[picked[k]!]!]! * points + pointOfSlot[slot[picked[k]!]!]!]! += 1;
  });
  const keys = await labelsOf(scope.index.items, shown);
  for (const [at, { key }] of keys.entries()) series.set(key, [...events.subarray(at * points, (at + 1) * points)]);
  return series;
}
