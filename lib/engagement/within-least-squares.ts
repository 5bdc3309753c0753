/**
 * Rows of a regression whose terms are 0 or 1 and mostly 0. Rows of the same kind have the same terms: those of kind k are
 * `terms[starts[k]]` … `terms[starts[k + 1] − 1]`, each below `width` and no more than once. Rows of a group follow each other,
 * group g's from `groupStarts[g]` on; the last start is the end.
 */
export interface IndicatorRows {
  width: number;
  starts: Uint32Array;
  terms: Uint8Array;
  /** Kind of each row, and what is explained. */
  kinds: Uint32Array;
  y: Float64Array;
  groupStarts: Uint32Array;
}

/** What an estimate of any combination of the terms takes; matrices are `width` × `width`, row by row. */
export interface WithinFit {
  beta: Float64Array;
  /** (X'X)⁻¹ of the centred rows. */
  inverse: Float64Array;
  /** Σ sₖsₖ' with sₖ the sum of x·residual in cluster k, times K / (K − 1); not a number where there is one cluster. */
  meat: Float64Array;
}

/** Keeps the equations solvable where terms of each row add up to the same; differences between them don't depend on it. */
const ridge = 1e-9;

/**
 * Least squares within groups (each group's mean taken out of its rows) with errors that hold clusters together (Liang & Zeger
 * 1986). Clusters are the groups; or each row, where all rows are one group. No row is ever written out, let alone centred:
 * X'X of the centred rows is Σ xx' − Σ n x̄x̄'.
 */
export function fitWithin(rows: IndicatorRows, clusters: "groups" | "rows"): WithinFit {
  const { width, y, groupStarts } = rows;
  const centred = centredWithin(rows);
  const inverse = inverseOf(withRidge(normalMatrix(rows), width), width);
  const beta = multiply(inverse, termSums(rows, kindSums(rows, centred)), width);
  const residuals = residualsOf(rows, centred, beta);
  const count = clusters === "groups" ? groupStarts.length - 1 : y.length;
  const correction = count > 1 ? count / (count - 1) : Number.NaN;
  // A group's residuals add up to nothing, so that its means drop out of its score.
  const meat = clusters === "groups" ? groupSquares(rows, residuals, new Float64Array(count).fill(1)) : meatOfRows(rows, residuals);
  return { beta, inverse, meat: meat.map((value) => value * correction) };
}

/** A combination of the terms and its standard error. */
export function estimateOf({ beta, inverse, meat }: WithinFit, combination: Float64Array): { value: number; error: number } {
  const half = multiply(inverse, combination, beta.length);
  return { value: dot(combination, beta), error: Math.sqrt(Math.max(0, dot(half, multiply(meat, half, beta.length)))) };
}

/** y less its group's mean. */
function centredWithin({ y, groupStarts }: IndicatorRows): Float64Array {
  const centred = new Float64Array(y.length);
  for (let g = 0; g + 1 < groupStarts.length; g++) {
    const [from, to] = [groupStarts[g]!, groupStarts[g + 1]!];
    let total = 0;
    for (let i = from; i < to; i++) total += y[i]!;
    const mean = total / (to - from);
    for (let i = from; i < to; i++) centred[i] = y[i]! - mean;
  }
  return centred;
}

/** Values of rows added up by kind. */
function kindSums({ kinds, starts }: IndicatorRows, values: Float64Array): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let i = 0; i < kinds.length; i++) sums[kinds[i]!]! += values[i]!;
  return sums;
}

/** Σ x·weight over kinds. */
function termSums({ width, starts, terms }: IndicatorRows, weights: Float64Array): Float64Array {
  const sums = new Float64Array(width);
  for (let kind = 0; kind < weights.length; kind++) {
    for (let at = starts[kind]!; at < starts[kind + 1]!; at++) sums[terms[at]!]! += weights[kind]!;
  }
  return sums;
}

/** Σ weight·xx' over kinds. */
function termSquares({ width, starts, terms }: IndicatorRows, weights: Float64Array): Float64Array {
  const matrix = new Float64Array(width * width);
  for (let kind = 0; kind < weights.length; kind++) {
    for (let a = starts[kind]!; a < starts[kind + 1]!; a++) {
      for (let b = starts[kind]!; b < starts[kind + 1]!; b++) matrix[terms[a]! * width + terms[b]!]! += weights[kind]!;
    }
  }
  return matrix;
}

/** Σ scale·ss' over groups, with s the sum of x·weight over a group's rows. Only terms that a group has are looked at, each pair of them once. */
function groupSquares({ width, starts, terms, kinds, groupStarts }: IndicatorRows, weights: Float64Array, scales: Float64Array): Float64Array {
  const [matrix, sums, isFound, found] = [new Float64Array(width * width), new Float64Array(width), new Uint8Array(width), new Uint8Array(width)];
  for (let g = 0; g + 1 < groupStarts.length; g++) {
    const [from, to] = [groupStarts[g]!, groupStarts[g + 1]!];
    let length = 0;
    for (let i = from; i < to; i++) {
      const weight = weights[i]!;
      const end = starts[kinds[i]! + 1]!;
      for (let at = starts[kinds[i]!]!; at < end; at++) {
        const term = terms[at]!;
        if (isFound[term] === 0) found[length++] = term;
        isFound[term] = 1;
        sums[term]! += weight;
      }
    }
    for (let a = 0; a < length; a++) {
      const term = found[a]!;
      const value = scales[g]! * sums[term]!;
      for (let b = a; b < length; b++) matrix[term * width + found[b]!]! += value * sums[found[b]!]!;
    }
    for (let a = 0; a < length; a++) sums[found[a]!] = isFound[found[a]!] = 0;
  }
  return bothWays(matrix, width);
}

/** Each pair of terms was added to one of its two places: both get the sum of the two. */
function bothWays(matrix: Float64Array, width: number): Float64Array {
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) matrix[i * width + j] = matrix[j * width + i] = matrix[i * width + j]! + matrix[j * width + i]!;
  }
  return matrix;
}

function normalMatrix(rows: IndicatorRows): Float64Array {
  const { y, groupStarts } = rows;
  const ones = new Float64Array(y.length).fill(1);
  const means = groupSquares(rows, ones, Float64Array.from(groupStarts.subarray(1), (to, g) => 1 / (to - groupStarts[g]!)));
  return termSquares(rows, kindSums(rows, ones)).map((value, at) => value - means[at]!);
}

/** Centred y less the centred rows' terms: a row's own fit is taken out as it is, its group's mean fit put back. */
function residualsOf(rows: IndicatorRows, centred: Float64Array, beta: Float64Array): Float64Array {
  const { starts, terms, kinds } = rows;
  const fits = new Float64Array(starts.length - 1);
  for (let kind = 0; kind < fits.length; kind++) {
    for (let at = starts[kind]!; at < starts[kind + 1]!; at++) fits[kind]! += beta[terms[at]!]!;
  }
  const unexplained = new Float64Array(centred.length);
  for (let i = 0; i < centred.length; i++) unexplained[i] = centred[i]! - fits[kinds[i]!]!;
  return centredWithin({ ...rows, y: unexplained });
}

/** Σ r²(x − x̄)(x − x̄)' = Σ r²xx' − x̄v' − vx̄' + x̄x̄'Σ r², with v = Σ r²x and the means of all rows. */
function meatOfRows(rows: IndicatorRows, residuals: Float64Array): Float64Array {
  const { width, y } = rows;
  const squares = kindSums(rows, residuals.map((residual) => residual * residual));
  const meat = termSquares(rows, squares);
  const [means, sums] = [termSums(rows, kindSums(rows, new Float64Array(y.length).fill(1))).map((sum) => sum / y.length), termSums(rows, squares)];
  const total = squares.reduce((sum, square) => sum + square, 0);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) meat[i * width + j]! += means[i]! * means[j]! * total - means[i]! * sums[j]! - sums[i]! * means[j]!;
  }
  return meat;
}

function withRidge(normal: Float64Array, width: number): Float64Array {
  const scale = Math.max(1, ...Array.from({ length: width }, (_, j) => normal[j * width + j]!));
  for (let j = 0; j < width; j++) normal[j * width + j]! += ridge * scale;
  return normal;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function multiply(matrix: Float64Array, vector: Float64Array, width: number): Float64Array {
  const product = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) product[i]! += matrix[i * width + j]! * vector[j]!;
  }
  return product;
}

/** Inverse of a positive definite matrix by Gauss–Jordan; the ridge keeps its pivots from zero. */
function inverseOf(matrix: Float64Array, width: number): Float64Array {
  const left = Float64Array.from(matrix);
  const right = new Float64Array(width * width);
  for (let j = 0; j < width; j++) right[j * width + j] = 1;
  for (let p = 0; p < width; p++) {
    const pivot = left[p * width + p]!;
    for (let j = 0; j < width; j++) {
      left[p * width + j]! /= pivot;
      right[p * width + j]! /= pivot;
    }
    for (let i = 0; i < width; i++) {
      const factor = i === p ? 0 : left[i * width + p]!;
      if (factor === 0) continue;
      for (let j = 0; j < width; j++) {
        left[i * width + j]! -= factor * left[p * width + j]!;
        right[i * width + j]! -= factor * right[p * width + j]!;
      }
    }
  }
  return right;
}
