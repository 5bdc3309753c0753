import { describe, expect, it } from "vitest";
import { columnFormat } from "../../../lib/charts/column-format";

const formatted = (values: (number | null)[]) => values.map(columnFormat(values));

describe("columnFormat", () => {
  it("gives every figure of a column the same decimals", () => {
    expect(formatted([7.54, 12.3, 10, -2.1])).toEqual(["7.54", "12.30", "10.00", "−2.10"]);
  });

  it("adds none to whole numbers, and writes thousands", () => {
    expect(formatted([12, 1_204_000, 0])).toEqual(["12", "1,204,000", "0"]);
  });

  it("cuts long fractions to what the middle value is read with", () => {
    expect(formatted([1234.5678, 2345.6789, 0.5])).toEqual(["1,235", "2,346", "1"]);
    expect(formatted([0.123456, 0.2, 0.3])).toEqual(["0.123", "0.200", "0.300"]);
  });

  it("dashes what is missing, also in a column of nothing else", () => {
    expect(formatted([null, 1.5, Number.NaN])).toEqual(["–", "1.5", "–"]);
    expect(formatted([null])).toEqual(["–"]);
  });
});
