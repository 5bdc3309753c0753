import { describe, expect, it } from "vitest";
import { guessCellType, guessColumnType, guessDecimal } from "@/lib/preview/guess-type";

describe("guessCellType", () => {
  it.each([
    ["12", "integer"], ["17850.0", "integer"], ["-5", "integer"], ["0", "integer"], ["1.5", "decimal"], ["1e3", "decimal"], ["1,234.5", "decimal"],
    ["00123", "text"], ["12345678901234567890", "decimal"], ["true", "boolean"], ["Yes", "boolean"], ["2010-12-01", "date"],
    ["1.12.2010", "date"], ["2010-12-01 08:26", "timestamp"], ["2010-12-01T08:26:00Z", "timestamp"], ["12/1/2010 8:26", "timestamp"],
    ["+", "text"], [".", "text"], ["536365A", "text"],
  ])("%s is %s", (cell, type) => expect(guessCellType(cell, ".")).toBe(type));

  it("reads decimal commas when told so", () => {
    expect(guessCellType("1.234,5", ",")).toBe("decimal");
    expect(guessCellType("1,5", ",")).toBe("decimal");
  });
});

describe("guessColumnType", () => {
  it("widens to the narrowest type that fits all, missing cells aside", () => {
    expect(guessColumnType(["1", "", "2.5", "NA"], ".")).toBe("decimal");
    expect(guessColumnType(["2010-12-01", "2010-12-01 08:00"], ".")).toBe("timestamp");
    expect(guessColumnType(["1", "x"], ".")).toBe("text");
    expect(guessColumnType(["", "null"], ".")).toBe("text");
  });
});

describe("guessDecimal", () => {
  it("is not misled by thousands separators", () => {
    expect(guessDecimal(["1,234", "12,500"])).toBe(".");
    expect(guessDecimal(["1,5", "2,25"])).toBe(",");
    expect(guessDecimal([])).toBe(".");
  });
});
