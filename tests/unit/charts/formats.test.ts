import { describe, expect, it } from "vitest";
import { chartTableCsv } from "@/lib/charts/chart-table";
import { composeExportSvg, escapeXml, wrapText } from "@/lib/charts/compose-export-svg";
import { divergingShade } from "@/lib/charts/diverging-shade";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatDuration } from "@/lib/charts/format-duration";
import { formatCount, formatFixed, formatQuantity, formatSigned } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { formatAgo, formatInstant } from "@/lib/charts/format-time";
import { lightTokens } from "@/lib/charts/color-tokens";
import { linearScale } from "@/lib/charts/linear-scale";
import { niceTicks } from "@/lib/charts/nice-ticks";
import { buildPointGrid, nearestPoint } from "@/lib/charts/point-grid";
import { resolveCssColors } from "@/lib/charts/resolve-css-colors";
import { segmentColor, segmentColorHex } from "@/lib/charts/segment-color";
import { shortenMiddle } from "@/lib/charts/shorten-middle";

describe("numbers for people", () => {
  it.each([
    [541909, "541,909"], [1604.016, "1,604"], [123.456, "123.5"], [12.345, "12.35"], [0.5424, "0.542"], [0.012345, "0.0123"],
    [-5, "−5"], [0, "0"], [1e-7, "1.00e−7"], [null, "–"], [NaN, "–"], [Infinity, "∞"],
  ])("%s reads %s", (value, text) => expect(formatQuantity(value)).toBe(text));
  it("fixed and signed decimals never show a minus zero", () => {
    expect(formatFixed(-0.0001, 2)).toBe("0.00");
    expect(formatSigned(0.0001, 2)).toBe("0.00");
    expect(formatSigned(1.2, 2)).toBe("+1.20");
    expect(formatSigned(-1.2, 1)).toBe("−1.2");
    expect(formatCount(1234.6)).toBe("1,235");
  });
  it("a tiny share does not read as nothing", () => {
    expect(formatShare(0.2977)).toBe("29.8 %");
    expect(formatShare(0.00001)).toBe("<0.1 %");
    expect(formatShare(0)).toBe("0.0 %");
  });
  it("durations, bytes and times", () => {
    expect([34, 1234, 59_000, 200_000, 3_600_000, 7_500_000].map(formatDuration)).toEqual(["34 ms", "1.2 s", "59 s", "3 min 20 s", "1 h", "2 h 5 min"]);
    // What rounds to a whole unit is one.
    expect([999.7, 9960, 59_700, 3_599_800].map(formatDuration)).toEqual(["1.0 s", "10 s", "1 min", "1 h"]);
    expect([812, 15_021, 999_999, 48_000_000].map(formatBytes)).toEqual(["812 B", "15.0 kB", "1.0 MB", "48.0 MB"]);
    const nowMs = Date.parse("2026-11-21T02:00:00Z");
    expect(formatAgo("2026-11-21T01:57:00Z", nowMs)).toBe("3 min ago");
    expect(formatAgo("2026-09-01T00:00:00Z", nowMs)).toBe("2026-09-01");
    expect(formatInstant("2026-11-21T01:57:31Z")).toBe("2026-11-21 01:57 UTC");
  });
});

describe("niceTicks", () => {
  it.each([
    [0, 10, [0, 2, 4, 6, 8, 10]], [-2.1, 4.3, [-2, -1, 0, 1, 2, 3, 4]], [0, 0.3, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]], [3, 3, [3]], [NaN, 1, []],
  ])("%s … %s", (min, max, ticks) => expect(niceTicks(min, max).ticks).toEqual(ticks));
  it("knows the decimals that tell ticks apart", () => expect(niceTicks(0, 0.02).decimals).toBe(3));
});

describe("segment colours", () => {
  it("are the tokens up to eight, grey for noise, and differ past eight", () => {
    expect(segmentColor(3)).toBe("var(--segment-3)");
    expect(segmentColor(-1)).toBe("var(--segment-noise)");
    const colors = Array.from({ length: 40 }, (_, segment) => segmentColorHex(segment, lightTokens));
    expect(new Set(colors).size).toBe(40);
  });
  it("resolve to the same hex on paper as on the canvas", () => {
    for (const segment of [-1, 0, 7, 9, 20, 33]) expect(resolveCssColors(segmentColor(segment), lightTokens)).toBe(segmentColorHex(segment, lightTokens));
  });
  it("shades follow the side and stop at 55 %", () => {
    expect(divergingShade(-9)).toBe("color-mix(in srgb, var(--below) 55%, transparent)");
    expect(divergingShade(0.75)).toBe("color-mix(in srgb, var(--above) 28%, transparent)");
    expect(divergingShade(0)).toBeUndefined();
    expect(resolveCssColors(divergingShade(9) ?? "", lightTokens)).toMatch(/^#3b6fd48c$/);
  });
});

describe("exported files", () => {
  const svg = composeExportSvg({
    title: "Who is <near> whom?", definition: "components 1 & 2", legend: [{ label: "Low \"x\"", color: "var(--segment-1)" }],
    chart: '<svg width="300" height="100"><text fill="var(--muted)">a</text></svg>', width: 300, height: 100, source: "wholesale.csv v1",
  });
  it("hold title, definition, legend and source, and nothing of the page", () => {
    for (const text of ["Who is &lt;near&gt; whom?", "components 1 &amp; 2", "Low &quot;x&quot;", "wholesale.csv v1", lightTokens["segment-1"], lightTokens.muted]) expect(svg).toContain(text);
    expect(svg).not.toMatch(/var\(|class=|<script/);
  });
  it("drop characters that XML forbids and wrap long titles", () => {
    expect(escapeXml("a\u0000b\u001f")).toBe("ab");
    expect(wrapText("one two three", 60, 15)).toEqual(["one two", "three"]);
  });
  it("CSV disarms formulas, quotes what needs it and leaves numbers alone", () => {
    const csv = chartTableCsv({ columns: [{ label: "name" }, { label: "x", numeric: true }], rows: [["=1+1", -5], ['a"b,c', 0.1], ["-5", null]] });
    expect(csv).toBe("name,x\r\n'=1+1,-5\r\n\"a\"\"b,c\",0.1\r\n-5,\r\n");
  });
});

describe("places", () => {
  it("a scale inverts, and a range of zero width maps to the middle", () => {
    const scale = linearScale([0, 10], [100, 0]);
    expect(scale(2.5)).toBe(75);
    expect(scale.invert(75)).toBeCloseTo(2.5);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
  });
  it("the grid finds the nearest point within its reach, and none farther away", () => {
    const x = [5, 50, 52];
    const y = [5, 50, 50];
    const grid = buildPointGrid(x, y, 100, 100, 12);
    expect(nearestPoint(grid, x, y, 52.5, 50)).toBe(2);
    expect(nearestPoint(grid, x, y, 0, 5)).toBe(0);
    expect(nearestPoint(grid, x, y, 80, 80)).toBe(-1);
  });
  it("long names keep both ends", () => {
    expect(shortenMiddle("Detergents_Paper", 10)).toBe("Deterg…per");
    expect(shortenMiddle("short", 10)).toBe("short");
  });
});
