const units = ["B", "kB", "MB", "GB", "TB"];

/** Bytes in decimal units: 812 B, 15.0 kB, 48.0 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(value >= 99.95 ? 0 : 1)} ${units[unit]}`;
}
