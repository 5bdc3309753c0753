export interface NiceTicks {
  /** Ascending; all inside [min, max] of the padded range. */
  ticks: number[];
  /** Distance between two ticks. */
  step: number;
  /** Decimals that tell two ticks apart. */
  decimals: number;
}

/**
 * About `count` round tick values (steps of 1, 2 or 5 × 10ⁿ) within [min, max].
 * A range of zero width gets the one value; values that are not finite give no tick.
 */
export function niceTicks(min: number, max: number, count = 5): NiceTicks {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return { ticks: [], step: 0, decimals: 0 };
  if (min === max) return { ticks: [min], step: 0, decimals: decimalsOf(min) };
  const [low, high] = min < max ? [min, max] : [max, min];
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, position) => roundTo((first + position) * step, decimals));
  return { ticks, step, decimals };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const fraction = rough / power;
  if (fraction <= 1.4) return power;
  if (fraction <= 3.2) return 2 * power;
  if (fraction <= 7) return 5 * power;
  return 10 * power;
}

function roundTo(value: number, decimals: number): number {
  // Adding zero turns −0 into 0.
  return decimals > 15 ? value : Number(value.toFixed(decimals)) + 0;
}

function decimalsOf(value: number): number {
  const text = String(value);
  return text.includes(".") ? text.length - text.indexOf(".") - 1 : 0;
}
