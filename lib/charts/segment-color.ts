import type { ColorTokens } from "./color-tokens";
import { mixColors } from "./mix-colors";

const PALETTE_SIZE = 8;

/** How the second, third … round of the palette differs: mixed with this token, keeping this share of the segment's own colour. */
const rounds = [
  { toward: "ink", keepPct: 100 },
  { toward: "ink", keepPct: 62 },
  { toward: "panel", keepPct: 62 },
  { toward: "ink", keepPct: 40 },
  { toward: "panel", keepPct: 42 },
] as const;

/**
 * The CSS colour of a segment number, the same on every chart of the product; −1 (noise) is grey.
 * Past eight the hues come again, darker, then lighter: such charts must label their segments.
 */
export function segmentColor(segment: number): string {
  if (segment < 0) return "var(--segment-noise)";
  const base = `var(--segment-${segment % PALETTE_SIZE})`;
  const { toward, keepPct } = roundOf(segment);
  return keepPct === 100 ? base : `color-mix(in srgb, ${base} ${keepPct}%, var(--${toward}))`;
}

/** The same colour as `#rrggbb`, for canvas and exported files, out of the tokens of one theme. */
export function segmentColorHex(segment: number, tokens: ColorTokens): string {
  if (segment < 0) return tokens["segment-noise"] ?? "#888888";
  const base = tokens[`segment-${segment % PALETTE_SIZE}`] ?? "#888888";
  const { toward, keepPct } = roundOf(segment);
  return keepPct === 100 ? base : mixColors(base, tokens[toward] ?? "#000000", keepPct);
}

function roundOf(segment: number) {
  return rounds[Math.floor(segment / PALETTE_SIZE) % rounds.length] ?? rounds[0];
}
