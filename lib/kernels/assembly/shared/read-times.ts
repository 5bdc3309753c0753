// Dates and times in ISO 8601 as DuckDB's casts read them, years 1583 to 9999 (in which all calendars agree).

/** Days since 1970, or microseconds since then, of what was read last. */
let reading: i64 = 0;

export function readTime(): i64 {
  return reading;
}

// @ts-ignore: decorator
@inline const MINUTE: i64 = 60_000_000;

let lastDate: u64 = 0;
let lastEnd: u16 = 0;
let lastDays: i32 = 0;

// @ts-ignore: decorator
@inline
function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - 48;
}

/** Two digits as a number; 255 when they are none. */
// @ts-ignore: decorator
@inline
function twoDigits(at: usize): u32 {
  const tens = digitAt(at);
  const ones = digitAt(at + 1);
  return tens > 9 || ones > 9 ? 255 : tens * 10 + ones;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Days since 1970-01-01 of a date in the Gregorian calendar. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const ofEra = shifted - era * 400;
  const ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}

/** YYYY-MM-DD. Neighbours often have the same date: the last one is remembered by its ten bytes. */
export function readDate(from: usize): usize {
  const head = load<u64>(from);
  const tail = load<u16>(from, 8);
  if (head == lastDate && tail == lastEnd) {
    reading = lastDays;
    return from + 10;
  }
  const century = twoDigits(from);
  const years = twoDigits(from + 2);
  const month = twoDigits(from + 5);
  const day = twoDigits(from + 8);
  if (century == 255 || years == 255 || load<u8>(from, 4) != 45 || load<u8>(from, 7) != 45) return 0;
  const year = <i32>(century * 100 + years);
  if (year < 1583 || month < 1 || month > 12 || day < 1 || <i32>day > daysInMonth(year, month)) return 0;
  lastDate = head;
  lastEnd = tail;
  lastDays = daysOf(year, month, day);
  reading = lastDays;
  return from + 10;
}

/** Where the zone ends that stands at `from`: nothing, Z, ±HH, ±HHMM or ±HH:MM; 0 for another text. Moves `reading` to UTC. */
function readZone(from: usize, mayBeNaive: bool): usize {
  const sign = load<u8>(from);
  if (sign == 90) return from + 1;
  if (sign != 43 && sign != 45) return mayBeNaive ? from : 0;
  const hours = twoDigits(from + 1);
  if (hours > 14) return 0;
  let at = from + 3;
  let minutes: u32 = 0;
  if (load<u8>(at) == 58) at++;
  if (digitAt(at) <= 9) {
    minutes = twoDigits(at);
    at += 2;
  } else if (at != from + 3) return 0;
  if (minutes > 59) return 0;
  const offset = <i64>(hours * 60 + minutes) * MINUTE;
  reading += sign == 43 ? -offset : offset;
  return at;
}

/** Date, space or T, HH:MM[:SS] with up to six decimals and a zone; a date alone is its midnight. */
export function readTimestamp(from: usize, mayBeNaive: bool): usize {
  let at = readDate(from);
  if (at == 0) return 0;
  const midnight = reading * 1440 * MINUTE;
  const separator = load<u8>(at);
  if (separator != 32 && separator != 84) {
    reading = midnight;
    return mayBeNaive ? at : 0;
  }
  const hours = twoDigits(at + 1);
  const minutes = twoDigits(at + 4);
  if (hours > 23 || minutes > 59 || load<u8>(at, 3) != 58) return 0;
  at += 6;
  let seconds: u32 = 0;
  const hasSeconds = load<u8>(at) == 58;
  if (hasSeconds) {
    seconds = twoDigits(at + 1);
    if (seconds > 59) return 0;
    at += 3;
  }
  let micros: i64 = 0;
  if (load<u8>(at) == 46 && hasSeconds) {
    const point = ++at;
    let unit: i64 = 100_000;
    while (digitAt(at) <= 9) {
      micros += unit * digitAt(at++);
      unit /= 10;
    }
    if (at == point || at - point > 6) return 0;
  }
  reading = midnight + <i64>(hours * 3600 + minutes * 60 + seconds) * 1_000_000 + micros;
  return readZone(at, mayBeNaive);
}
