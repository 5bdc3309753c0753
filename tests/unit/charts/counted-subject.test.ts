import { describe, expect, it } from "vitest";
import { countedSubject } from "@/lib/charts/counted-subject";

const none = { categories: [], items: [], places: [] };

describe("what counted events are of", () => {
  it("is nothing to say where all events count", () => {
    expect(countedSubject(none)).toBeUndefined();
  });

  it("names alternatives of one filter, and filters that hold together", () => {
    const places = [{ column: "device", value: "TV" }, { column: "country", value: "DE" }, { column: "device", value: "phone" }];
    expect(countedSubject({ categories: ["Drama", "Comedy"], items: ["Night train"], places })).toBe("Drama or Comedy, “Night train”, device TV or phone, country DE");
  });

  it("counts what would be too long to name", () => {
    expect(countedSubject({ ...none, categories: ["a", "b", "c"] })).toBe("a, b or c");
    expect(countedSubject({ ...none, categories: ["a", "b", "c", "d", "e"] })).toBe("a, b or 3 more");
  });
});
