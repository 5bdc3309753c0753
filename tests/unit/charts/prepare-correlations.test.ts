import { describe, expect, it } from "vitest";
import { type CorrelationMatrix, correlationsTable, prepareCorrelations } from "../../../lib/charts/prepare-correlations";

/** A matrix from its pairs; what is not named is null. */
function matrix(names: string[], pairs: [string, string, number][]): CorrelationMatrix {
  const values = names.flatMap((a) => names.map((b) => (a === b ? 1 : (pairs.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2] ?? null))));
  return { names, values };
}

describe("prepareCorrelations", () => {
  it("lets similar columns stand side by side and keeps every value with its pair", () => {
    const model = prepareCorrelations(matrix(["a", "x", "b", "y"], [["a", "b", 0.9], ["x", "y", -0.8], ["a", "x", 0.1], ["b", "x", 0], ["a", "y", 0.2], ["b", "y", 0.1]]));
    const place = (name: string) => model.names.indexOf(name);
    expect(Math.abs(place("a") - place("b"))).toBe(1);
    expect(Math.abs(place("x") - place("y"))).toBe(1);
    expect(model.values[place("x") * 4 + place("y")]).toBe(-0.8);
    expect(model.values[place("y") * 4 + place("a")]).toBe(0.2);
    expect(model.capNote).toBeUndefined();
  });

  it("lists the pairs by strength, whichever sign", () => {
    const model = prepareCorrelations(matrix(["a", "b", "c"], [["a", "b", 0.5], ["a", "c", -0.7], ["b", "c", 0.1]]));
    expect(correlationsTable(model).rows).toEqual([["a", "c", -0.7], ["a", "b", 0.5], ["b", "c", 0.1]]);
  });

  it("keeps the strongest columns above the limit and says so", () => {
    const model = prepareCorrelations(matrix(["a", "b", "c", "d"], [["b", "d", 0.9], ["a", "c", 0.2], ["a", "b", 0.1]]), 2);
    expect([...model.names].sort()).toEqual(["b", "d"]);
    expect(model.capNote).toBe("the 2 most correlated of 4 numeric columns");
  });

  it("has no pair where nothing is defined", () => {
    expect(prepareCorrelations({ names: ["a", "b"], values: [null, null, null, null] })).toEqual({ names: [], values: [], pairs: [], capNote: "the 0 most correlated of 2 numeric columns" });
    expect(prepareCorrelations({ names: [], values: [] })).toEqual({ names: [], values: [], pairs: [] });
  });
});
