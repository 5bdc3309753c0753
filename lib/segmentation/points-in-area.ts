/** Places in an order of their own; a row without a place is NaN. */
interface PlacedRows {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/**
 * Positions of the places inside a closed line, ascending. A line that crosses itself counts by the even–odd rule;
 * places on the line itself may fall on either side. O(places × points) time at worst.
 * Source: Shimrat 1962, algorithm 112, with the crossing test of Franklin's PNPOLY.
 */
export function pointsInArea({ x, y }: PlacedRows, points: readonly (readonly [number, number])[]): Uint32Array {
  const [left, right] = [Math.min(...points.map(([px]) => px)), Math.max(...points.map(([px]) => px))];
  const [low, high] = [Math.min(...points.map(([, py]) => py)), Math.max(...points.map(([, py]) => py))];
  const found: number[] = [];
  for (let i = 0; i < x.length; i += 1) {
    const [px, py] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (px >= left && px <= right && py >= low && py <= high && isInside(px, py, points)) found.push(i);
  }
  return Uint32Array.from(found);
}

function isInside(px: number, py: number, points: readonly (readonly [number, number])[]): boolean {
  let inside = false;
  let [bx, by] = points.at(-1) ?? [0, 0];
  for (const [ax, ay] of points) {
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
    [bx, by] = [ax, ay];
  }
  return inside;
}
