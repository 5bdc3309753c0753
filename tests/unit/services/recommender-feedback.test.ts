import { describe, expect, test } from "vitest";
import type { RecommenderModel } from "@/lib/recommendation/model";
import { readFeedback } from "@/lib/services/recommender-feedback";

const model = (feedback: "explicit" | "implicit") => ({ feedback, scale: { min: 1, max: 5 } }) as RecommenderModel;
const event = (itemKey: string, type: string, value: number | null = null) => ({ itemKey, type, value, at: new Date(0) });

describe("what somebody says", () => {
  test("in ratings: the newest one counts, a like is the best, a dislike the worst; a play is only had", () => {
    const feedback = readFeedback([event("a", "rating", 2), event("a", "rating", 4), event("b", "like"), event("c", "dislike"), event("d", "play")], model("explicit"));
    expect([...feedback.values]).toEqual([["a", 4], ["b", 5], ["c", 1]]);
    expect([...feedback.hidden]).toEqual(["a", "b", "c", "d"]);
    expect(feedback.had.map(({ item }) => item)).toEqual(["a", "a", "b", "d"]);
  });

  test("in plays: what is disliked or rated low is taken out, and the watchlist stays to be shown", () => {
    const feedback = readFeedback([event("a", "play"), event("b", "play"), event("b", "not-interested"), event("c", "rating", 1), event("d", "watchlist")], model("implicit"));
    expect(Object.fromEntries(feedback.values)).toEqual({ a: 1, b: null, c: null, d: 1 });
    expect(feedback.hidden.has("d")).toBe(false);
    expect([...feedback.watchlist]).toEqual(["d"]);
  });

  test("twice says the same as once", () => {
    const events = [event("a", "rating", 3), event("b", "like"), event("c", "not-interested")];
    expect(readFeedback([...events, ...events], model("explicit")).values).toEqual(readFeedback(events, model("explicit")).values);
    expect([...readFeedback(events, model("explicit")).judgements.values()]).toEqual([{ item: "a", rating: 3 }, { item: "b", liked: true }, { item: "c", notInterested: true }]);
  });
});
