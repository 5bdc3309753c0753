/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export interface RandomStream {
  /** The next integer, 0 … 2³² − 1. */
  nextUint32: () => number;
  /** The next number in [0, 1), with 53 random bits. */
  nextFloat: () => number;
  /** The next integer in [0, bound). */
  nextBelow: (bound: number) => number;
}

/**
 * A seeded xoshiro128** generator.
 *
 * `seed` is any finite number; its 64-bit pattern is spread over the state by splitmix32.
 * Deterministic; no state outside the returned stream. O(1) time and memory per number.
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021,
 * reference code xoshiro128starstar.c.
 */
export function randomStream(seed: number): RandomStream {
  const bits = new Uint32Array(new Float64Array([Number.isFinite(seed) ? seed : 0]).buffer);
  let mix = ((bits[0] ?? 0) ^ Math.imul(bits[1] ?? 0, 0x9e3779b1)) | 0;
  const spread = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  let a = spread();
  let b = spread();
  let c = spread();
  let d = spread() | 1;
  const nextUint32 = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const nextFloat = (): number => ((nextUint32() >>> 5) * 67_108_864 + (nextUint32() >>> 6)) / 9_007_199_254_740_992;
  return { nextUint32, nextFloat, nextBelow: (bound) => Math.floor(nextFloat() * bound) };
}
