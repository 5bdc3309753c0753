import { expect, it } from "vitest";
import { verdictOn } from "@/lib/recommendation/verdict";

const model = (key: string, label: string, ndcg: number) => {
  const perUser = Float64Array.from({ length: 40 }, (_, user) => ndcg + 0.01 * (user % 3));
  return { key, label, figures: { ndcg: { value: ndcg } }, perUser: { ndcg: perUser } } as unknown as Parameters<typeof verdictOn>[0][number];
};
const popular = model("popular", "Most popular", 0.2);

it("says that a model beats “most popular”, and which simple rule does better still", () => {
  expect(verdictOn([model("als", "Implicit factors", 0.3), popular, model("trending", "Trending", 0.1)], 10).sentence).not.toMatch(/But/u);
  const verdict = verdictOn([model("als", "Implicit factors", 0.3), popular, model("popular-in-genre", "Popular in the viewer's genres", 0.4)], 10);
  expect(verdict.beatsPopular).toBe(true);
  expect(verdict.sentence).toMatch(/beats “most popular”.* But the simple rule “popular in the viewer's genres” does better still: NDCG@10 0\.4000\.$/u);
});
