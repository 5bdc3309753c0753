/** Rows as points: parallel arrays, `segments[i]` −1 for noise. */
export interface ScatterInput {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  segments: ArrayLike<number>;
}

export interface ScatterModel {
  x: Float64Array;
  y: Float64Array;
  segments: Int32Array;
  /** `order[i]`: position of the i-th drawn point in the input. */
  order: Uint32Array;
  /** Padded range of each axis. */
  xRange: readonly [number, number];
  yRange: readonly [number, number];
  /** Points without a place (a coordinate is missing). */
  missingCount: number;
}

const PADDING_RATIO = 0.04;

/**
 * Points ready to draw: those with both coordinates, noise first, then the larger segments, so that small segments lie on top.
 * Time O(n).
 */
export function prepareScatter({ x, y, segments }: ScatterInput): ScatterModel {
  const kept: number[] = [];
  const sizes = new Map<number, number>();
  for (let i = 0; i < x.length; i += 1) {
    if (!Number.isFinite(x[i] ?? NaN) || !Number.isFinite(y[i] ?? NaN)) continue;
    kept.push(i);
    const segment = segments[i] ?? -1;
    sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
  }
  const drawOrder = [...sizes.keys()].sort((a, b) => (a < 0 ? -1 : b < 0 ? 1 : (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)));
  const starts = new Map<number, number>();
  let next = 0;
  for (const segment of drawOrder) {
    starts.set(segment, next);
    next += sizes.get(segment) ?? 0;
  }
  const order = new Uint32Array(kept.length);
  for (const i of kept) {
    const segment = segments[i] ?? -1;
    const place = starts.get(segment) ?? 0;
    order[place] = i;
    starts.set(segment, place + 1);
  }
  const xs = Float64Array.from(order, (i) => x[i] ?? 0);
  const ys = Float64Array.from(order, (i) => y[i] ?? 0);
  return {
    x: xs, y: ys, segments: Int32Array.from(order, (i) => segments[i] ?? -1), order,
    xRange: paddedRange(xs), yRange: paddedRange(ys), missingCount: x.length - kept.length,
  };
}

/** The range of finite values, widened by 4 % on each side; [−1, 1] around a single value, and without any. */
export function paddedRange(values: ArrayLike<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [-1, 1];
  const padding = low === high ? 1 : (high - low) * PADDING_RATIO;
  return [low - padding, high + padding];
}

/** The range with further values in it, and 8 % of room beyond those that widen it (their labels stand there). */
export function widenRange([low, high]: readonly [number, number], values: readonly number[] = []): readonly [number, number] {
  const least = Math.min(low, ...values);
  const most = Math.max(high, ...values);
  const room = (most - least) * 0.08;
  return [least < low ? least - room : low, most > high ? most + room : high];
}
