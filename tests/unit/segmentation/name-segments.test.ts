import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NamePhrase, Position } from "@/lib/segmentation/describe-position";
import { featurePhrase } from "@/lib/segmentation/feature-words";
import { nameSegments, type NamedSegment } from "@/lib/segmentation/name-segments";

/** A segment by its means in units of standard deviations around 100; `said` lists the features that evidence speaks of. */
function segment(number: number, means: Record<string, number>, said: string[] = Object.keys(means)): NamedSegment {
  const positions = Object.entries(means).map(([feature, zScore]): Position => ({ feature, value: 100 + 10 * zScore, overall: 100, zScore }));
  const phrases = said.map((feature): NamePhrase => {
    const direction = (means[feature] ?? 0) > 0 ? "high" : "low";
    return { text: featurePhrase(feature, direction), feature, direction };
  });
  return { segment: number, phrases, positions };
}

describe("segments on one feature", () => {
  it("are named by their rank", () => {
    const names = nameSegments([segment(0, { minutes_watched: -0.9 }), segment(1, { minutes_watched: 0 }, []), segment(2, { minutes_watched: 0.8 }), segment(3, { minutes_watched: 2.4 })]);
    expect(names).toEqual(["Low minutes watched", "Medium minutes watched", "High minutes watched", "Very high minutes watched"]);
  });

  it("take more degrees as there are more of them, in whatever order they come", () => {
    const means = [3, -2, 0.9, 1.8, -0.8];
    expect(nameSegments(means.map((z, at) => segment(at, { minutes: z })))).toEqual(["Very high minutes", "Very low minutes", "Fairly high minutes", "High minutes", "Low minutes"]);
  });

  it("say their value where words of degree run out", () => {
    const names = nameSegments(Array.from({ length: 7 }, (_, at) => segment(at, { minutes: at + 1 })));
    expect(names[6]).toBe("High minutes, minutes around 170");
    expect(new Set(names).size).toBe(7);
  });

  it("use no “very” with a word that takes none", () => {
    expect(nameSegments([segment(0, { price: 1 }), segment(1, { price: 3 }), segment(2, { price: -1 })])).toEqual(["Premium", "Very high price", "Budget"]);
  });
});

describe("segments that share their two leading phrases", () => {
  it("are told apart by what is said of one of them only, when their ranks are close", () => {
    const names = nameSegments([segment(0, { visits: 1, basket: 1, recency: -1 }), segment(1, { visits: 1.1, basket: 1, recency: 1 })]);
    expect(names).toEqual(["Frequent, big baskets, recent", "Frequent, big baskets, lapsed"]);
  });

  it("are told apart too where they share them in another order", () => {
    const names = nameSegments([segment(0, { visits: 2, minutes: 1 }, ["visits", "minutes"]), segment(1, { visits: 1, minutes: 2 }, ["minutes", "visits"])]);
    expect(names).toEqual(["Very frequent, high minutes", "Frequent, high minutes"]);
  });

  it("are compared where nothing sure is said of either", () => {
    const names = nameSegments([segment(0, { visits: 0.1, basket: 0.3 }, []), segment(1, { visits: 0.12, basket: -0.2 }, [])]);
    expect(names).toEqual(["Close to the average, higher basket", "Close to the average, lower basket"]);
  });

  it("are told apart by a value that only few of their rows have", () => {
    const mostly: NamePhrase = { text: "Mostly evening", feature: "part", shareRatio: 0.7 };
    const often: NamePhrase = { text: "Often drama", feature: "genre", shareRatio: 0.4 };
    expect(nameSegments([{ segment: 0, phrases: [mostly], positions: [] }, { segment: 1, phrases: [mostly], hints: [often], positions: [] }])).toEqual(["Mostly evening", "Mostly evening, often drama"]);
  });

  it("carry their number only when no feature separates them", () => {
    expect(nameSegments([segment(0, { visits: 1 }), segment(1, { visits: 1 })])).toEqual(["Frequent", "Frequent (2)"]);
  });
});

describe("names", () => {
  const longName = "the number of minutes watched on a weekday evening before the children sleep";
  const features = fc.constantFrom(["minutes"], ["price", "visits"], ["a", "b", "c"], [longName, `${longName} or after`]);
  const segments = fc.tuple(features, fc.uniqueArray(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12, selector: ([first]) => first })).map(([names, rows]) =>
    rows.map((row, at) => {
      const means = Object.fromEntries(names.map((name, j) => [name, row[j] ?? 0]));
      return segment(at, means, names.filter((_, j) => Math.abs(row[j] ?? 0) > 1));
    }),
  );

  it("are different, short, without brackets while a feature separates the segments, and the same again", () => {
    fc.assert(
      fc.property(segments, (given) => {
        const names = nameSegments(given);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(name.length).toBeLessThanOrEqual(60);
          expect(name).not.toMatch(/[()]/u);
        }
        expect(nameSegments(structuredClone(given))).toEqual(names);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("speak of features from events as people do", () => {
    const said = (feature: string) => [featurePhrase(feature, "high"), featurePhrase(feature, "low")];
    expect(said("share_Sci-Fi")).toEqual(["Much Sci-Fi", "Little Sci-Fi"]);
    expect(featurePhrase("share_Sci-Fi", "high", "very")).toBe("Very high share of Sci-Fi");
    expect(said("peak_hour_sine")).toEqual(["Morning", "Evening"]);
    expect(said("peak_hour_cosine")).toEqual(["Night", "Daytime"]);
    expect(said("peak_hour")).toEqual(["Late", "Early"]);
    expect(said("mean_session_minutes")).toEqual(["Long sessions", "Short sessions"]);
  });

  it("call the only segment everyone, and noise noise", () => {
    expect(nameSegments([segment(0, { visits: 0 })])).toEqual(["Everyone"]);
    expect(nameSegments([segment(-1, { visits: 3 }), segment(0, { visits: 1 }), segment(1, { visits: -1 })])).toEqual(["Noise", "Frequent", "Infrequent"]);
  });
});
