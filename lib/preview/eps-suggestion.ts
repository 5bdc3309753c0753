export interface EpsSuggestion {
  /** The knee of the sorted k-distances. */
  eps: number;
  /** A sensible range for a slider. */
  low: number;
  high: number;
}

/**
 * Where eps of DBSCAN may lie for these rows: the sorted distances to the `minSamples`-th neighbour (the row itself counted),
 * its knee being the point farthest from the straight line between its ends. Time O(n²), for samples.
 */
export function suggestEps(data: number[][], minSamples: number): EpsSuggestion | undefined {
  if (data.length < 3) return undefined;
  const neighbour = Math.min(Math.max(1, minSamples - 1), data.length - 1);
  const distances = data.map((row) => kthDistance(row, data, neighbour)).sort((a, b) => a - b);
  const first = distances[0] ?? 0;
  const last = distances.at(-1) ?? 0;
  if (last <= 0) return undefined;
  let knee = 0;
  let farthest = -Infinity;
  distances.forEach((distance, i) => {
    const chord = first + ((last - first) * i) / (distances.length - 1);
    if (chord - distance > farthest) {
      farthest = chord - distance;
      knee = i;
    }
  });
  const middle = distances[Math.floor(distances.length / 2)] ?? last;
  return { eps: distances[knee] || middle || last, low: Math.max(last / 500, (middle || last) / 10), high: last };
}

/** Keeps the `kth + 1` smallest squared distances (the row's own 0 among them) in order: cheaper than sorting all for the usual few. */
function kthDistance(row: number[], data: number[][], kth: number): number {
  const smallest = new Float64Array(kth + 1).fill(Infinity);
  for (const other of data) {
    let squared = 0;
    for (let j = 0; j < row.length; j += 1) squared += ((other[j] ?? 0) - (row[j] ?? 0)) ** 2;
    let place = kth;
    if (squared >= (smallest[place] ?? Infinity)) continue;
    while (place > 0 && (smallest[place - 1] ?? 0) > squared) {
      smallest[place] = smallest[place - 1] ?? 0;
      place -= 1;
    }
    smallest[place] = squared;
  }
  return Math.sqrt(smallest[kth] ?? 0);
}
