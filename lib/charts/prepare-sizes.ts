export interface SizeBar {
  segment: number;
  name: string;
  size: number;
  shareRatio: number;
}

export interface SizesModel {
  bars: SizeBar[];
  capNote?: string;
}

/** Segments by number (which is by size), noise last, at most `limit`; a cap is announced. */
export function prepareSizes(segments: SizeBar[], limit = 24): SizesModel {
  const ordered = [...segments].sort((a, b) => (a.segment < 0 ? 1 : b.segment < 0 ? -1 : a.segment - b.segment));
  if (ordered.length <= limit) return { bars: ordered };
  const noise = ordered.filter((bar) => bar.segment < 0);
  const shown = [...ordered.filter((bar) => bar.segment >= 0).slice(0, limit - noise.length), ...noise];
  return { bars: shown, capNote: `${shown.length} of ${ordered.length} segments: the largest` };
}
