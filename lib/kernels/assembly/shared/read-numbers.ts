// Cells as numbers, as DuckDB's casts read them. Each reader returns where it stopped, or 0 when no number stands there.

/** What was read last: a whole number, or the bits of a double. */
let bits: i64 = 0;

export function readBits(): i64 {
  return bits;
}

const powersOfTen: StaticArray<f64> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

// @ts-ignore: decorator
@inline
function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - 48;
}

/** [+-]?(0|[1-9]\d*)(\.0+)?, at most 18 digits. */
export function readInteger(from: usize): usize {
  let at = from;
  const sign = load<u8>(at);
  if (sign == 45 || sign == 43) at++;
  let digit = digitAt(at);
  if (digit > 9) return 0;
  const first = at;
  let value: i64 = digit;
  digit = digitAt(++at);
  if (value == 0 && digit <= 9) return 0;
  while (digit <= 9) {
    value = value * 10 + digit;
    digit = digitAt(++at);
  }
  if (at - first > 18) return 0;
  if (load<u8>(at) == 46) {
    const zeros = ++at;
    while (load<u8>(at) == 48) at++;
    if (at == zeros) return 0;
  }
  bits = sign == 45 ? -value : value;
  return at;
}

/** The upper half of a 128-bit product; `lowHalf` is the other. */
let lowHalf: u64 = 0;

function multiply(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const low = a0 * b0;
  const one = a1 * b0 + (low >> 32);
  const two = a0 * b1 + (one & 0xffffffff);
  lowHalf = a * b;
  return a1 * b1 + (one >> 32) + (two >> 32);
}

/** The power of ten range of the table of fives that the caller provides: 16 bytes each, upper half first. */
// @ts-ignore: decorator
@inline const LEAST_POWER: i32 = -60;
// @ts-ignore: decorator
@inline const MOST_POWER: i32 = 60;

/**
 * `digits` × 10^`power`, correctly rounded, as bits; −1 when that takes more care (subnormal, out of the table).
 * Lemire, Number parsing at a gigabyte per second, 2021: a product with 128 bits of the power of five decides.
 */
function roundedProduct(digits: u64, power: i32, fives: usize): i64 {
  if (power < LEAST_POWER || power > MOST_POWER) return -1;
  const entry = fives + (<usize>(power - LEAST_POWER) << 4);
  const zeros = <i32>clz<u64>(digits);
  const whole = digits << zeros;
  let high = multiply(whole, load<u64>(entry));
  let low = lowHalf;
  if ((high & 0x1ff) == 0x1ff) {
    const more = multiply(whole, load<u64>(entry, 8));
    low += more;
    if (low < more) high++;
  }
  if (low == u64.MAX_VALUE && (power < -27 || power > 55)) return -1;
  const upper = <i32>(high >> 63);
  const shift = upper + 9;
  let mantissa = high >> shift;
  let exponent = ((217706 * power) >> 16) + 63 + upper - zeros + 1023;
  if (exponent <= 0) return -1;
  // Exactly between two doubles: to the even one.
  if (low <= 1 && power >= -4 && power <= 23 && (mantissa & 3) == 1 && mantissa << shift == high) mantissa &= ~(<u64>1);
  mantissa += mantissa & 1;
  mantissa >>= 1;
  if (mantissa >= (<u64>2) << 52) {
    mantissa = (<u64>1) << 52;
    exponent++;
  }
  if (exponent >= 0x7ff) return -1;
  return <i64>((mantissa & ~((<u64>1) << 52)) | ((<u64>exponent) << 52));
}

let exponentRead: i32 = 0;

/** [eE][+-]?\d{1,3} at `from`; `from` itself when there is none, 0 when it is broken. */
function readExponent(from: usize): usize {
  exponentRead = 0;
  if ((load<u8>(from) | 32) != 101) return from;
  let at = from + 1;
  const sign = load<u8>(at);
  if (sign == 45 || sign == 43) at++;
  const first = at;
  let digit = digitAt(at);
  while (digit <= 9 && at - first < 4) {
    exponentRead = exponentRead * 10 + digit;
    digit = digitAt(++at);
  }
  if (at == first || at - first > 3) return 0;
  if (sign == 45) exponentRead = -exponentRead;
  return at;
}

/** [+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?, at most 19 digits that count; the double that is nearest. */
export function readDecimal(from: usize, fives: usize): usize {
  let at = from;
  const sign = load<u8>(at);
  if (sign == 45 || sign == 43) at++;
  const first = at;
  let value: u64 = 0;
  let digit = digitAt(at);
  while (digit <= 9) {
    value = value * 10 + digit;
    digit = digitAt(++at);
  }
  let digits = <i32>(at - first);
  let power = 0;
  if (load<u8>(at) == 46) {
    const point = ++at;
    digit = digitAt(at);
    while (digit <= 9) {
      value = value * 10 + digit;
      digit = digitAt(++at);
    }
    power = -<i32>(at - point);
    digits -= power;
  }
  if (digits == 0) return 0;
  if (digits > 19) {
    // Zeros in front don't count; more digits than 64 bits hold have run over.
    let zero = first;
    while (load<u8>(zero) == 48 || load<u8>(zero) == 46) {
      if (load<u8>(zero) == 48) digits--;
      zero++;
    }
    if (digits > 19) return 0;
  }
  at = readExponent(at);
  if (at == 0) return 0;
  power += exponentRead;
  let result: i64;
  if (value == 0) result = 0;
  else if (value <= 9007199254740992 && power <= 0 && power >= -22) result = reinterpret<i64>(<f64>value / powersOfTen[-power]);
  else if (value <= 9007199254740992 && power > 0 && power <= 22) result = reinterpret<i64>(<f64>value * powersOfTen[power]);
  else result = roundedProduct(value, power, fives);
  if (result == -1) return 0;
  bits = sign == 45 ? result | i64.MIN_VALUE : result;
  return at;
}
