/** `color-mix(in srgb, first keepPct%, second)` as `#rrggbb`; both colours are `#rrggbb`. */
export function mixColors(first: string, second: string, keepPct: number): string {
  const a = channels(first);
  const b = channels(second);
  const mixed = a.map((channel, position) => Math.round((channel * keepPct + (b[position] ?? 0) * (100 - keepPct)) / 100));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
