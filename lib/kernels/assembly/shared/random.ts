// xoshiro128** with its four words of state at `state`; the same stream as lib/kernels/random.ts.

function spread(word: u32): u32 {
  let z = word ^ (word >>> 16);
  z *= 0x21f0aaad;
  z ^= z >>> 15;
  z *= 0x735a2d97;
  return z ^ (z >>> 15);
}

/** Seeds the stream number `stream` of `seed`. */
export function seedRandom(state: usize, seed: u32, stream: u32): void {
  let mix = seed ^ (stream * 0x9e3779b1);
  for (let word = 0; word < 4; word++) {
    mix += 0x9e3779b9;
    store<u32>(state + (<usize>word << 2), spread(mix) | (word == 3 ? 1 : 0));
  }
}

export function nextUint32(state: usize): u32 {
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  const result = rotl<u32>(b * 5, 7) * 9;
  const shifted = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= shifted;
  d = rotl<u32>(d, 11);
  store<u32>(state, a);
  store<u32>(state, b, 4);
  store<u32>(state, c, 8);
  store<u32>(state, d, 12);
  return result;
}

/** The next number in [0, 1), with 53 random bits. */
export function nextFloat(state: usize): f64 {
  const high = <f64>(nextUint32(state) >>> 5);
  const low = <f64>(nextUint32(state) >>> 6);
  return (high * 67108864.0 + low) / 9007199254740992.0;
}
