import { AppError } from "../errors";
import { makePlaylist, type PlaylistEntry } from "../recommendation/playlist";
import { listDiversity } from "../recommendation/ranking-figures";
import type { Playlist, PlaylistRequest } from "../schemas/recommendation";
import { openServing, type Serving } from "./recommender-serving";
import { suggestions } from "./recommender-suggestions";
import { audienceOf } from "./recommender-viewers";

/**
 * A playlist that goes with some items, without what the user has.
 * @throws AppError `bad_request` when the recommender knows none of the items; `not_found` for an unknown user.
 */
export async function playlistFrom(recommenderId: string, request: PlaylistRequest): Promise<Playlist> {
  const serving = await openServing(recommenderId);
  const unknown = request.items.filter((item) => !serving.items.has(item));
  if (unknown.length === request.items.length) throw new AppError("bad_request", `This recommender knows none of these items: ${unknown.slice(0, 5).map((item) => `“${item}”`).join(", ")}.`, { invalidParams: [{ name: "items", reason: "Unknown items" }] });
  const hidden = request.user === undefined ? [] : (await audienceOf(serving, request.user, true)).hidden;
  const seeds = request.items.flatMap((item) => serving.items.get(item) ?? []);
  const entries = makePlaylist(serving.model, { seeds, length: request.length, diversity: request.diversity, novelty: request.novelty, exclude: hidden });
  const notices = [
    ...(unknown.length > 0 ? [`Left out of the start, because nobody had them when this was trained: ${unknown.slice(0, 10).join(", ")}.`] : []),
    ...(entries.length < request.length ? [`Only ${entries.length} of ${request.length} titles are left to choose from.`] : []),
  ];
  return { version: serving.version, items: suggestions(serving, entries), ...figures(serving, entries), notices };
}

function figures({ model }: Serving, entries: PlaylistEntry[]): { diversity: number; novelty: number } {
  const withGenres = entries.map(({ item }) => item).filter((item) => model.facts.genres[item]!.length > 0);
  return { diversity: listDiversity(withGenres, model.facts.genres), novelty: entries.length === 0 ? 0 : entries.reduce((sum, { noveltyBits }) => sum + noveltyBits, 0) / entries.length };
}
