// Whether bytes are text as UTF-8, and how many lines they hold: an independent count beside that of the reader.

// @ts-ignore: decorator
@inline const lineFeed: i32 = 10;

let countedLines: i32 = 0;

/** Line feeds of the stretch that `isText` saw last. */
export function linesSeen(): i32 {
  return countedLines;
}

// @ts-ignore: decorator
@inline
function isContinuation(at: usize): bool {
  return (load<u8>(at) & 0xc0) == 0x80;
}

/** Length of the UTF-8 sequence at `at`, or 0: no overlong forms, no surrogates, nothing above U+10FFFF. */
function sequenceLength(at: usize): usize {
  const lead = load<u8>(at);
  if (lead < 0xc2 || lead > 0xf4 || !isContinuation(at + 1)) return 0;
  if (lead < 0xe0) return 2;
  const second = load<u8>(at, 1);
  if (lead == 0xe0 && second < 0xa0) return 0;
  if (lead == 0xed && second > 0x9f) return 0;
  if (!isContinuation(at + 2)) return 0;
  if (lead < 0xf0) return 3;
  if (lead == 0xf0 && second < 0x90) return 0;
  if (lead == 0xf4 && second > 0x8f) return 0;
  return isContinuation(at + 3) ? 4 : 0;
}

/** Valid UTF-8 without zero bytes. Counts line feeds on the way. At least 16 bytes behind `end` may be read. */
export function isText(start: usize, end: usize): bool {
  const feeds = i8x16.splat(<i8>lineFeed);
  let lines = 0;
  let at = start;
  while (at < end) {
    if (at + 16 <= end) {
      const bytes = v128.load(at);
      if (!v128.any_true(i8x16.le_s(bytes, i8x16.splat(0)))) {
        lines += popcnt(i8x16.bitmask(i8x16.eq(bytes, feeds)));
        at += 16;
        continue;
      }
    }
    const byte = load<u8>(at);
    if (byte == 0) return false;
    if (byte < 0x80) {
      if (byte == lineFeed) lines++;
      at++;
      continue;
    }
    const length = sequenceLength(at);
    if (length == 0 || at + length > end) return false;
    at += length;
  }
  countedLines = lines;
  return true;
}
