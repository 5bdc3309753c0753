/**
 * Solves A x = b for a symmetric positive definite A (n × n, row-major; the lower triangle is read and overwritten by its
 * Cholesky factor). O(n³ / 6). A pivot that is not above 0 (rounding) leaves its unknown at 0.
 */
export function factorize(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? (sum > 0 ? Math.sqrt(sum) : Infinity) : sum / a[j * n + j]!;
    }
  }
}

/** The solution for one right side, from the factor that `factorize` left. O(n²). */
export function solveFactorized(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return x;
}
