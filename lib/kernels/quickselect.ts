/**
 * Puts the value of rank `rank` in its place, none larger before it and none smaller behind it, within `from` … `to`
 * (inclusive); all of them numbers. Hoare 1961, pivot the median of three, so that ascending and constant values are no
 * worst case. O(to − from) expected time, in place.
 */
export function quickselect(values: Float64Array, rank: number, from: number, to: number): void {
  let low = from;
  let high = to;
  while (low < high) {
    const [a, b, c] = [values[low]!, values[(low + high) >> 1]!, values[high]!];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! < pivot) left += 1;
      while (values[right]! > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left]!;
      values[left] = values[right]!;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else return;
  }
}

/**
 * The value between two ranks, by linear interpolation (type 7 of Hyndman & Fan 1996, the default of NumPy, R and DuckDB).
 * Moves what lies below in front of it.
 * @param values at least one, all of them numbers
 * @param ratio 0 … 1
 * @param from what stands before it is known to lie below
 */
export function selectedQuantile(values: Float64Array, ratio: number, from = 0): number {
  const last = values.length - 1;
  const position = last * ratio;
  const below = Math.floor(position);
  quickselect(values, below, from, last);
  const low = values[below]!;
  const high = below < last ? least(values, below + 1) : low;
  return low + (high - low) * (position - below);
}

function least(values: Float64Array, from: number): number {
  let found = values[from]!;
  for (let i = from + 1; i < values.length; i += 1) if (values[i]! < found) found = values[i]!;
  return found;
}
