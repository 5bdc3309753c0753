import type { ViewerRows } from "@/lib/schemas/recommendation";
import type { Mark } from "./use-viewer";
import type { ViewerDescription } from "./viewer-description";

/** The description with one more thing said about a title; the newest word on a title counts. */
export function markDescription(before: ViewerDescription, { item: { item, label }, type, value }: Mark): ViewerDescription {
  const others = <Title extends { item: string }>(titles: Title[]): Title[] => titles.filter((each) => each.item !== item);
  const title = { item, label };
  if (type === "watchlist") return { ...before, watchlist: [...others(before.watchlist), title] };
  const rest: ViewerDescription = { ...before, likes: others(before.likes), ratings: others(before.ratings), dislikes: others(before.dislikes), watchlist: others(before.watchlist) };
  if (type === "rating" && value !== undefined) return { ...rest, ratings: [...rest.ratings, { ...title, rating: value }] };
  if (type === "like" || type === "play") return { ...rest, likes: [...rest.likes, title] };
  return { ...rest, dislikes: [...rest.dislikes, title] };
}

/** What the description says of one title, as buttons show it. */
export function feedbackOn({ likes, ratings, dislikes, watchlist }: ViewerDescription, item: string): ViewerRows["feedback"][number] {
  const isIn = (titles: { item: string }[]) => titles.some((title) => title.item === item);
  const rating = ratings.find((title) => title.item === item)?.rating;
  return { item, ...(rating !== undefined && { rating }), ...(isIn(likes) ? { liked: true } : isIn(dislikes) ? { liked: false } : {}), watchlist: isIn(watchlist) };
}
