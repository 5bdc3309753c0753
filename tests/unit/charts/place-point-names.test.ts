import { expect, it } from "vitest";
import { placePointNames } from "@/lib/charts/place-point-names";

const area = { width: 300, height: 200 };

it("names stand right of their points, left at the right edge, and never on another name or point", () => {
  const placed = placePointNames([{ x: 50, y: 50, name: "Cinnamon" }, { x: 290, y: 100, name: "Saffron" }, { x: 60, y: 52, name: "Vanilla" }], area);
  expect(placed.map(({ name, anchor }) => [name, anchor])).toEqual([["Cinnamon", "middle"], ["Saffron", "end"], ["Vanilla", "start"]]);
});

it("a name without room is left out", () => {
  const crowd = Array.from({ length: 30 }, (_, i) => ({ x: 150 + (i % 6), y: 100 + Math.floor(i / 6), name: `Point number ${i}` }));
  expect(placePointNames(crowd, area).length).toBeLessThan(5);
});
