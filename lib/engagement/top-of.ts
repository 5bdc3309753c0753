/** Places of the `limit` largest counts, largest first, ties in the order of their places; a count of 0 is none. */
export function topOf(counts: ArrayLike<number>, limit: number): number[] {
  const present: number[] = [];
  for (let at = 0; at < counts.length; at++) if (counts[at]! > 0) present.push(counts[at]!);
  // The least count that still belongs to them, so that only a few are put in order.
  const least = present.length > limit ? Float64Array.from(present).sort()[present.length - limit]! : 0;
  const [above, equal]: [number[], number[]] = [[], []];
  for (let at = 0; at < counts.length; at++) {
    if (counts[at]! > least) above.push(at);
    else if (counts[at] === least && least > 0) equal.push(at);
  }
  return [...above.toSorted((a, b) => counts[b]! - counts[a]! || a - b), ...equal].slice(0, limit);
}
