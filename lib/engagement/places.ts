import type { Scope } from "../sql/engagement/scope";
import { countBuckets } from "./bucket-counts";
import { selectionOf } from "./selection";
import { topOf } from "./top-of";

export interface PlaceCount {
  column: string;
  value: string;
  events: number;
  users: number;
  minutes: number | null;
  /** Events that say anything in the column. */
  known: number;
}

/** Where events came from and on what: the most frequent values of each place column, most events first. */
export async function places(scope: Scope, limit: number): Promise<PlaceCount[]> {
  if (scope.placeNames.length === 0) return [];
  const selection = await selectionOf(scope);
  const { tracks, placeValues } = selection.events;
  const counts = await Promise.all(tracks.place.map((column, place) => countBuckets(selection, column, tracks.places[place]! + 1)));
  return counts.flatMap(({ events, users, minutes }, place) => {
    events[0] = 0;
    const known = events.reduce((sum, count) => sum + count, 0);
    return topOf(events, limit).map((value) => ({
      column: scope.placeNames[place] ?? "", value: placeValues[place]?.[value] ?? "",
      events: events[value]!, users: users[value]!, minutes: minutes[value]!, known,
    }));
  });
}
