/** Rows of `width` numbers each, one after the other. Of one kind of array alone: the loops below are compiled for it. */
export interface VectorRows {
  width: number;
  values: Float32Array;
}

/** The chosen rows, together: what is read many times is then read in order. */
export function takeRows({ width, values }: VectorRows, rows: Int32Array): VectorRows {
  const taken = new Float32Array(rows.length * width);
  for (let at = 0; at < rows.length; at++) taken.set(values.subarray(rows[at]! * width, (rows[at]! + 1) * width), at * width);
  return { width, values: taken };
}

/**
 * The product of every row with one vector. Four sums side by side: a single one would wait for each addition, and this
 * runs over a whole catalogue for each answer. O(rows × width).
 */
export function rowProducts({ width, values }: VectorRows, vector: Float64Array): Float64Array {
  const products = new Float64Array(width === 0 ? 0 : values.length / width);
  const whole = width - (width % 4);
  for (let row = 0, at = 0; row < products.length; row++, at += width) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let j = 0; j < whole; j += 4) {
      a += values[at + j]! * vector[j]!;
      b += values[at + j + 1]! * vector[j + 1]!;
      c += values[at + j + 2]! * vector[j + 2]!;
      d += values[at + j + 3]! * vector[j + 3]!;
    }
    for (let j = whole; j < width; j++) a += values[at + j]! * vector[j]!;
    products[row] = a + b + (c + d);
  }
  return products;
}

/**
 * Adds Σ weight · row rowᵀ to the lower triangle of `gram` (width × width, row-major); without weights each row counts once.
 * Four rows at a time, so that each cell of `gram` is read and written for four of them. O(rows × width²/2).
 */
export function addOuterProducts({ width, values }: VectorRows, gram: Float64Array, weights?: Float64Array): void {
  const rows = width === 0 ? 0 : values.length / width;
  const weight = (row: number): number => (weights ? weights[row]! : 1);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const [w0, w1, w2, w3] = [weight(row), weight(row + 1), weight(row + 2), weight(row + 3)];
    const p = row * width;
    const [q, r, s] = [p + width, p + 2 * width, p + 3 * width];
    for (let i = 0; i < width; i++) {
      const [a, b, c, d] = [w0 * values[p + i]!, w1 * values[q + i]!, w2 * values[r + i]!, w3 * values[s + i]!];
      const to = i * width;
      for (let j = 0; j <= i; j++) gram[to + j]! += a * values[p + j]! + b * values[q + j]! + (c * values[r + j]! + d * values[s + j]!);
    }
  }
  for (; row < rows; row++) {
    const [w, p] = [weight(row), row * width];
    for (let i = 0; i < width; i++) {
      const a = w * values[p + i]!;
      for (let j = 0; j <= i; j++) gram[i * width + j]! += a * values[p + j]!;
    }
  }
}

/** Σ over the chosen rows of weight · row, four rows at a time. O(chosen × width). */
export function sumOfRows({ width, values }: { width: number; values: Float32Array | Float64Array }, chosen: Int32Array, weights: Float64Array): Float64Array {
  const sum = new Float64Array(width);
  let at = 0;
  for (; at + 4 <= chosen.length; at += 4) {
    const [p, q, r, s] = [chosen[at]! * width, chosen[at + 1]! * width, chosen[at + 2]! * width, chosen[at + 3]! * width];
    const [a, b, c, d] = [weights[at]!, weights[at + 1]!, weights[at + 2]!, weights[at + 3]!];
    for (let j = 0; j < width; j++) sum[j]! += a * values[p + j]! + b * values[q + j]! + (c * values[r + j]! + d * values[s + j]!);
  }
  for (; at < chosen.length; at++) {
    const [p, weight] = [chosen[at]! * width, weights[at]!];
    for (let j = 0; j < width; j++) sum[j]! += weight * values[p + j]!;
  }
  return sum;
}

/** Length of every row. */
export function rowLengths({ width, values }: VectorRows): Float64Array {
  const lengths = new Float64Array(width === 0 ? 0 : values.length / width);
  for (let row = 0, at = 0; row < lengths.length; row++, at += width) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += values[at + j]! * values[at + j]!;
    lengths[row] = Math.sqrt(sum);
  }
  return lengths;
}

/** Cosine of each row to every row, lengths worked out once; 0 for rows of length 0. */
export function rowCosines(rows: VectorRows): (row: number) => Float64Array {
  let lengths: Float64Array | undefined;
  return (row) => {
    lengths ??= rowLengths(rows);
    const own = Float64Array.from(rows.values.subarray(row * rows.width, (row + 1) * rows.width));
    const products = rowProducts(rows, own);
    for (let other = 0; other < products.length; other++) {
      const size = lengths[row]! * lengths[other]!;
      products[other] = size > 0 ? products[other]! / size : 0;
    }
    return products;
  };
}
