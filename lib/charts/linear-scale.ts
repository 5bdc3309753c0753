export type LinearScale = ((value: number) => number) & { invert: (position: number) => number };

/** Maps `[from, to]` to `[start, end]` linearly; a range of zero width maps to the middle. */
export function linearScale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): LinearScale {
  const slope = to === from ? 0 : (end - start) / (to - from);
  const offset = to === from ? (start + end) / 2 : start - from * slope;
  const scale = (value: number) => value * slope + offset;
  return Object.assign(scale, { invert: (position: number) => (slope === 0 ? from : (position - offset) / slope) });
}
