// How much of a figure may be chance: intervals and p-values.

/** The 97.5 % quantile of the standard normal. */
export const z95 = 1.959963984540054;

/** Wilson's score interval of a share at 95 % (Wilson 1927); the whole range where nothing was counted. */
export function wilson(hits: number, trials: number): { low95: number; high95: number } {
  if (trials <= 0) return { low95: 0, high95: 1 };
  const share = hits / trials;
  const square = z95 * z95;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const half = (z95 / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  // At 0 and 1 the interval begins there exactly; rounding would let it start a little inside.
  return { low95: hits === 0 ? 0 : Math.max(0, centre - half), high95: hits === trials ? 1 : Math.min(1, centre + half) };
}

/** Two-sided p-value of a standard normal statistic; 1 for one that is not a number. */
export function twoSidedP(z: number): number {
  return Number.isNaN(z) ? 1 : Math.min(1, complementaryError(Math.abs(z) / Math.SQRT2));
}

/** Beyond so many degrees of freedom Student's t is taken for the normal: its 97.5 % quantile is within 0.1 %. */
const largestDegrees = 1000;

/** Two-sided p-value of Student's t with whole degrees of freedom, to about 1e-15 (Abramowitz & Stegun 26.7.3 and 26.7.4); 1 for a statistic that is not a number. */
export function studentP(t: number, degrees: number): number {
  if (degrees > largestDegrees || Number.isNaN(t)) return twoSidedP(t);
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const [sine, square] = [Math.sin(angle), Math.cos(angle) ** 2];
  const isOdd = degrees % 2 === 1;
  // The terms' powers of the cosine: 1, 3, 5 … of odd degrees, 0, 2, 4 … of even ones.
  let [sum, term] = [0, isOdd ? Math.cos(angle) : 1];
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= (square * (power + 1)) / (power + 2);
  }
  return Math.min(1, Math.max(0, 1 - (isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum)));
}

/** The 97.5 % quantile of Student's t with whole degrees of freedom, at least 1; by bisection. */
export function student95(degrees: number): number {
  if (degrees > largestDegrees) return z95;
  // That of one degree of freedom is 12.71, and they fall from there.
  let [low, high] = [z95, 13];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (studentP(middle, degrees) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/** erfc with a relative error below 1.2e-7 everywhere (Numerical Recipes, 2nd edition, section 6.2). x ≥ 0. */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
  const sum = coefficients.reduceRight((value, coefficient) => value * t + coefficient, 0);
  return t * Math.exp(-x * x + sum);
}

/** How likely chance alone makes a χ² as large, with whole degrees of freedom, at least 1 (Abramowitz & Stegun 26.4.4 and 26.4.5). */
export function chiSquareP(square: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  const root = Math.sqrt(square);
  // The terms' powers of the root: 1, 3, 5 … of odd degrees, 0, 2, 4 … of even ones.
  let [sum, term] = [0, isOdd ? root : 1];
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= square / (power + 2);
  }
  const density = Math.exp(-square / 2);
  const tail = density > 0 ? density * sum : 0;
  return isOdd ? twoSidedP(root) + Math.sqrt(2 / Math.PI) * tail : tail;
}

/** Two shares against each other: the pooled z-test, as two-sided p-value. */
export function twoSharesP(a: { hits: number; trials: number }, b: { hits: number; trials: number }): number {
  const pooled = (a.hits + b.hits) / (a.trials + b.trials);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials));
  return error > 0 ? twoSidedP((a.hits / a.trials - b.hits / b.trials) / error) : 1;
}

/** p-values adjusted so that at most that share of what is called a finding is chance (Benjamini & Hochberg 1995), in the given order. */
export function adjustForMany(pValues: number[]): number[] {
  const order = pValues.map((_, i) => i).toSorted((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1));
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach((i, place) => {
    least = Math.min(least, ((pValues[i] ?? 1) * pValues.length) / (pValues.length - place));
    adjusted[i] = least;
  });
  return adjusted;
}
