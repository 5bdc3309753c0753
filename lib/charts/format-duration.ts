/** A duration for people: 34 ms, 1.2 s, 3 min 20 s, 2 h 5 min. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.max(0, Math.round(durationMs))} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const wholeSeconds = Math.round(seconds);
  if (wholeSeconds < 60) return `${wholeSeconds} s`;
  const minutes = Math.floor(wholeSeconds / 60);
  if (minutes < 60) return joinParts(minutes, "min", wholeSeconds % 60, "s");
  const wholeMinutes = Math.round(seconds / 60);
  return joinParts(Math.floor(wholeMinutes / 60), "h", wholeMinutes % 60, "min");
}

function joinParts(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}
