/** A mean in words: as many digits as its size needs, thousands apart. */
export function formatValue(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude >= 1000 || Number.isInteger(value) ? 0 : magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits }).replace("-", "−");
}
