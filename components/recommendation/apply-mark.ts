import type { CatalogueItem, ViewerRows } from "@/lib/schemas/recommendation";
import type { LiveEventType } from "@/lib/schemas/live-events";

type Feedback = ViewerRows["feedback"][number];

/** What the rows are taken to be until the server has answered: the mark is shown, and what is not wanted is gone. */
export function applyMark(before: ViewerRows, { item, type, value }: { item: CatalogueItem; type: LiveEventType; value?: number }): ViewerRows {
  const known = before.feedback.find((each) => each.item === item.item) ?? { item: item.item };
  const next: Feedback = { ...known, ...changeOf(type, value) };
  const isGone = type === "not-interested" || type === "dislike";
  const isSeen = type === "rating" || type === "like" || type === "play";
  return {
    ...before,
    feedback: [next, ...before.feedback.filter((each) => each.item !== item.item)],
    watchlist: type === "watchlist" ? [item, ...before.watchlist.filter((each) => each.item !== item.item)] : isGone || isSeen ? before.watchlist.filter((each) => each.item !== item.item) : before.watchlist,
    rows: isGone || isSeen ? before.rows.map((row) => ({ ...row, items: row.items.filter((each) => each.item !== item.item) })).filter((row) => row.items.length > 0) : before.rows,
  };
}

function changeOf(type: LiveEventType, value: number | undefined): Partial<Feedback> {
  switch (type) {
    case "rating": return { rating: value };
    case "like": return { liked: true, notInterested: false };
    case "dislike": return { liked: false };
    case "not-interested": return { notInterested: true };
    case "watchlist": return { watchlist: true };
    case "play": return {};
  }
}
