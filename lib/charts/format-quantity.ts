const MINUS = "−";

/** A whole number with thousands separators: 541,909. */
export function formatCount(count: number): string {
  return tidy(Math.round(count), 0);
}

/**
 * A measured value for people: about four significant figures, thousands separators, no false precision.
 * Missing values (null, undefined, NaN) are a dash.
 */
export function formatQuantity(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(2).replace("-", MINUS);
  if (Number.isInteger(value) || size >= 1000) return tidy(value, 0);
  if (size >= 100) return tidy(value, 1);
  if (size >= 10) return tidy(value, 2);
  return tidy(value, size >= 0.1 ? 3 : 4, true);
}

/** A value with exactly that many decimals: for a column of figures that must line up. */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return tidy(value, decimals);
}

/** As `formatFixed`, with a plus sign for what is above zero. */
export function formatSigned(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const text = tidy(value, decimals);
  return value > 0 && !/^[0.]+$/.test(text) ? `+${text}` : text;
}

/** Short for axes: 1.2k, 3M. */
export function formatCompact(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value).replace("-", MINUS);
}

/** Made once each: making one takes as long as some hundred figures, and a table has thousands. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(leastDecimals: number, mostDecimals: number): Intl.NumberFormat {
  const key = `${leastDecimals} ${mostDecimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat("en", { minimumFractionDigits: leastDecimals, maximumFractionDigits: mostDecimals });
  formats.set(key, made);
  return made;
}

function tidy(value: number, decimals: number, trimZeros = false): string {
  const text = formatOf(trimZeros ? 0 : decimals, decimals).format(value);
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text.replace("-", MINUS);
}
