import type { ColorTokens } from "./color-tokens";
import { mixColors } from "./mix-colors";

const COLOR = String.raw`(?:var\(--[\w-]+\)|#[0-9a-fA-F]{6}|transparent)`;
const MIX = new RegExp(String.raw`color-mix\(in srgb,\s*(${COLOR})\s+([\d.]+)%,\s*(${COLOR})\)`, "g");
const VARIABLE = /var\(--([\w-]+)\)/g;

/**
 * Replaces `var(--token)` and `color-mix(in srgb, a P%, b)` in CSS or SVG text by plain colours of `tokens`,
 * so that the text means the same outside the page. Unknown variables become the ink colour.
 */
export function resolveCssColors(text: string, tokens: ColorTokens): string {
  const ink = tokens.ink ?? "#000000";
  const plain = (color: string) => (color.startsWith("var(") ? (tokens[color.slice(6, -1)] ?? ink) : color);
  return text
    .replace(MIX, (_match, first: string, keepPct: string, second: string) => {
      const keep = Number(keepPct);
      return plain(second) === "transparent" ? withAlpha(plain(first), keep / 100) : mixColors(plain(first), plain(second), keep);
    })
    .replace(VARIABLE, (_match, name: string) => tokens[name] ?? ink);
}

function withAlpha(hex: string, alphaRatio: number): string {
  return `${hex}${Math.round(alphaRatio * 255).toString(16).padStart(2, "0")}`;
}
