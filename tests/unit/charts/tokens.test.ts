import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { lightTokens } from "@/lib/charts/color-tokens";
import { mixColors } from "@/lib/charts/mix-colors";

const css = readFileSync(path.resolve(import.meta.dirname, "../../../app/globals.css"), "utf8");

function tokensOf(selector: string): Record<string, string> {
  const block = new RegExp(`^\\s*${selector} \\{([^}]*)\\}`, "m").exec(css)?.[1] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const themes = { light: tokensOf(":root"), dark: tokensOf("\\.dark") };

describe.each(Object.entries(themes))("%s theme (WCAG 2.2 AA)", (_name, tokens) => {
  const get = (name: string) => tokens[name] ?? "missing";
  const textPairs = [
    ...["ink", "muted", "accent", "warning", "good", "danger"].flatMap((text) => ["background", "panel"].map((ground) => [text, ground])),
    ["ink", "soft"], ["muted", "soft"], ["accent", "accent-soft"], ["warning", "warning-soft"], ["good", "good-soft"], ["danger", "danger-soft"], ["accent-ink", "accent"],
  ] as [string, string][];
  it.each(textPairs)("text %s on %s reaches 4.5:1", (text, ground) => {
    expect(contrast(get(text), get(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(Array.from({ length: 8 }, (_, segment) => `segment-${segment}`).concat("segment-noise", "accent", "line-strong"))("mark %s on panel reaches 3:1", (mark) => {
    expect(contrast(get(mark), get("panel"))).toBeGreaterThanOrEqual(3);
  });
  it.each(["below", "above"])("ink and muted stay readable on the strongest %s shade", (shade) => {
    const ground = mixColors(get(shade), get("panel"), 55);
    expect(contrast(get("ink"), ground)).toBeGreaterThanOrEqual(4.5);
  });
});

it("the colours of exported files are those of the light theme", () => {
  expect(themes.light).toMatchObject(lightTokens);
  expect(Object.keys(lightTokens).sort()).toEqual(Object.keys(themes.light).sort());
});
