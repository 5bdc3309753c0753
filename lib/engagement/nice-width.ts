/** 1, 2 or 5 times a power of ten, at least as wide as asked. */
export function niceWidth(width: number): number {
  if (!(width > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= width) ?? 10;
  return step * power;
}

/** A sum of widths without the last digits' noise. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
