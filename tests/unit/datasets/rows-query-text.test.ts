import { describe, expect, it } from "vitest";
import { cellText } from "@/components/datasets/cell-text";
import { rowsQueryText } from "@/components/datasets/rows-url-state";

describe("rowsQueryText", () => {
  it("asks for a page by the position of its first row", () => {
    const text = rowsQueryText({ sort: "a & b", direction: "desc", filter: [{ column: "x", operator: "missing" }], page: 3 });
    const query = new URLSearchParams(text);
    expect(Object.fromEntries(query)).toEqual({ limit: "500", cursor: "1000", sort: "a & b", direction: "desc", filter: '[{"column":"x","operator":"missing"}]' });
  });

  it("asks for the file's own order when nothing is chosen", () => {
    expect(rowsQueryText({ sort: null, direction: "asc", filter: [], page: 1 })).toBe("limit=500");
  });
});

describe("cellText", () => {
  it("keeps every digit of a number and shows times as the data says them", () => {
    expect(cellText(-17850.25, "decimal")).toBe("−17850.25");
    expect(cellText("2010-12-01T08:26:00.000Z", "timestamp")).toBe("2010-12-01 08:26:00");
    expect(cellText("2010-12-01T00:00:00.000Z", "timestamp")).toBe("2010-12-01");
    expect(cellText("1234567-T", "text")).toBe("1234567-T");
    expect(cellText(true, "boolean")).toBe("yes");
    expect(cellText(null, "text")).toBeNull();
  });
});
