import type { LiveEvent } from "../db/generated/client";
import type { RecommenderModel } from "../recommendation/model";
import { liveEventTypeSchema, type LiveEventType } from "../schemas/live-events";
import { usualWeight } from "./event-weights";

/** What somebody has said and done since training, item by item. */
export interface Feedback {
  /** Values that take the place of what the model has, newest last; null takes the item out. */
  values: Map<string, number | null>;
  /** Not to be shown again: had, disliked, or not wanted. */
  hidden: Set<string>;
  watchlist: Set<string>;
  /** The newest judgement of each item, as the screens show it. */
  judgements: Map<string, { item: string; rating?: number; liked?: boolean; notInterested?: boolean; watchlist?: boolean }>;
  /** Newest last. */
  had: { item: string; rating?: number; at: Date }[];
}

/** Reads events in their order; the same events read twice say the same, so it does no harm when the model knows some of them. */
export function readFeedback(events: Pick<LiveEvent, "itemKey" | "type" | "value" | "at">[], model: RecommenderModel): Feedback {
  const feedback: Feedback = { values: new Map(), hidden: new Set(), watchlist: new Set(), judgements: new Map(), had: [] };
  for (const event of events) {
    const type = liveEventTypeSchema.parse(event.type);
    apply(feedback, event.itemKey, type, event.value, model);
    judge(feedback, event.itemKey, type, event.value);
    if (type === "rating" || type === "play" || type === "like") feedback.had.push({ item: event.itemKey, at: event.at, ...(type === "rating" && event.value !== null && { rating: event.value }) });
  }
  return feedback;
}

function apply(feedback: Feedback, item: string, type: LiveEventType, value: number | null, model: RecommenderModel): void {
  const explicit = model.feedback === "explicit";
  const { min, max } = model.scale;
  const set = (to: number | null) => {
    feedback.values.delete(item);
    feedback.values.set(item, to);
  };
  if (type === "watchlist") {
    feedback.watchlist.add(item);
    if (!explicit) set(usualWeight("watchlist"));
    return;
  }
  feedback.hidden.add(item);
  if (type === "rating") set(explicit ? value : (value ?? 0) >= 4 ? usualWeight("like") : null);
  else if (type === "like") set(explicit ? max : usualWeight("like"));
  else if (type === "dislike") set(explicit ? min : null);
  else if (type === "not-interested") set(explicit ? (feedback.values.get(item) ?? null) : null);
  else if (!explicit) set(usualWeight("play"));
}

function judge({ judgements }: Feedback, item: string, type: LiveEventType, value: number | null): void {
  const before = judgements.get(item) ?? { item };
  judgements.set(item, {
    ...before,
    ...(type === "rating" && value !== null && { rating: value }),
    ...((type === "like" || type === "dislike") && { liked: type === "like" }),
    ...(type === "not-interested" && { notInterested: true }),
    ...(type === "watchlist" && { watchlist: true }),
  });
}
