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

function kthDistance(row: number[], data: number[][], kth: number): number {
  const squared = data.map((other) => other.reduce((sum, value, j) => sum + (value - (row[j] ?? 0)) ** 2, 0));
  squared.sort((a, b) => a - b);
  return Math.sqrt(squared[kth] ?? 0);
}
