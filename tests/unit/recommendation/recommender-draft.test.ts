import { expect, it } from "vitest";
import { checkRecommenderDraft, emptyDraft, requestOfRecommenderDraft } from "@/components/recommendation/recommender-draft";

it("a scale is sent whole, not at all where nobody states it, and half of one is a problem", () => {
  const sent = (part: Partial<typeof emptyDraft>) => requestOfRecommenderDraft({ ...emptyDraft, ...part }, "id").interactions.scale;
  expect(sent({})).toBeUndefined();
  expect(sent({ lowestRating: "0.5", highestRating: "5" })).toEqual([0.5, 5]);
  expect(sent({ lowestRating: "0.5", highestRating: "5", feedback: "implicit" })).toBeUndefined();
  const isWrong = (lowestRating: string, highestRating: string) => "highestRating" in checkRecommenderDraft({ ...emptyDraft, lowestRating, highestRating }, undefined);
  expect([isWrong("", ""), isWrong("1", "5"), isWrong("1", ""), isWrong("5", "1"), isWrong("one", "5")]).toEqual([false, false, true, true, true]);
});
