import { describe, expect, it } from "vitest";
import { prepareTile, tileTitle } from "@/lib/charts/prepare-recommender-tile";

describe("a drawn tile", () => {
  it("is the same for the same title, and another for another", () => {
    expect(prepareTile("Heat (1995)", ["Action"])).toEqual(prepareTile("Heat (1995)", ["Action"]));
    expect(prepareTile("Heat (1995)", ["Action"]).quietPath).not.toBe(prepareTile("Casino (1995)", ["Action"]).quietPath);
  });

  it("takes its colour from the first genre, known or not, and from the title without one", () => {
    expect(prepareTile("Alien", ["Horror", "Sci-Fi"]).ground).not.toBe(prepareTile("Alien", ["Sci-Fi", "Horror"]).ground);
    expect(prepareTile("Soup", ["Kitchenware"]).ground).toMatch(/^oklch\(0\.34 [\d.]+ [\d.]+\)$/u);
    expect(prepareTile("", []).ground).toMatch(/^oklch/u);
  });

  it("stays dark enough for white text in every hue", () => {
    for (const genre of ["Action", "Comedy", "Film-Noir", "anything", "🎬"]) expect(prepareTile("x", [genre]).ground.startsWith("oklch(0.34 ")).toBe(true);
  });
});

describe("the title on a tile", () => {
  it.each([
    ["Matrix, The (1999)", "The Matrix"], ["City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children (Cité des enfants perdus, La)"], ["Avventura, L' (1960)", "L'Avventura"],
    ["Toy Story (1995)", "Toy Story"], ["2001: A Space Odyssey", "2001: A Space Odyssey"], ["(1999)", "(1999)"], ["Olive oil", "Olive oil"],
  ])("of %s is %s", (label, title) => expect(tileTitle(label)).toBe(title));
});
