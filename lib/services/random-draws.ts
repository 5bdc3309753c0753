import type { RandomStream } from "../kernels/random";

/** Standard normal by the polar method (Marsaglia & Bray 1964), the second value of each pair left unused. */
export function normal(random: RandomStream): number {
  for (;;) {
    const x = 2 * random.nextFloat() - 1;
    const y = 2 * random.nextFloat() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** One of the values, as likely as its weight says. */
export function weighted<Value>(values: readonly Value[], weights: readonly number[], random: RandomStream): Value | undefined {
  let left = random.nextFloat() * weights.reduce((sum, weight) => sum + weight, 0);
  return values.find((_, j) => (left -= weights[j] ?? 0) < 0) ?? values.at(-1);
}

/** Fisher–Yates. */
export function shuffle<Value>(values: Value[], random: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = random.nextBelow(i + 1);
    const [first, second] = [values[i] as Value, values[other] as Value];
    values[i] = second;
    values[other] = first;
  }
}

/** Between the two, both included. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
