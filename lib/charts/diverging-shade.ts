const STRONGEST_PCT = 55;
/** Distance from the mean, in standard deviations, from which on the shade no longer deepens. */
const FULL_AT = 1.5;

/**
 * The CSS background of a cell that lies `zScore` standard deviations from the mean:
 * the more away the stronger, up to 55 %; missing or at the mean: none.
 */
export function divergingShade(zScore: number | null): string | undefined {
  if (zScore === null || !Number.isFinite(zScore)) return undefined;
  const strengthPct = Math.round(Math.min(1, Math.abs(zScore) / FULL_AT) * STRONGEST_PCT);
  if (strengthPct === 0) return undefined;
  return `color-mix(in srgb, var(--${zScore < 0 ? "below" : "above"}) ${strengthPct}%, transparent)`;
}
