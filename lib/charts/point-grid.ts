/** Points in square buckets of screen space, to find the one under the pointer without looking at all of them. */
export interface PointGrid {
  cellSize: number;
  columns: number;
  rows: number;
  /** Points of bucket b: `members[starts[b]] … members[starts[b + 1] - 1]`. */
  starts: Uint32Array;
  members: Uint32Array;
}

/** Buckets of `cellSize` px over `width` × `height`; points outside belong to none. Time and memory O(n). */
export function buildPointGrid(x: ArrayLike<number>, y: ArrayLike<number>, width: number, height: number, cellSize: number): PointGrid {
  const columns = Math.max(1, Math.ceil(width / cellSize));
  const rows = Math.max(1, Math.ceil(height / cellSize));
  const bucketOf = (i: number) => {
    const column = Math.floor((x[i] ?? -1) / cellSize);
    const row = Math.floor((y[i] ?? -1) / cellSize);
    return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
  };
  const starts = new Uint32Array(columns * rows + 1);
  for (let i = 0; i < x.length; i += 1) {
    const bucket = bucketOf(i);
    if (bucket >= 0) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let b = 0; b < columns * rows; b += 1) starts[b + 1] = (starts[b + 1] ?? 0) + (starts[b] ?? 0);
  const next = starts.slice();
  const members = new Uint32Array(starts[columns * rows] ?? 0);
  for (let i = 0; i < x.length; i += 1) {
    const bucket = bucketOf(i);
    if (bucket < 0) continue;
    const place = next[bucket] ?? 0;
    members[place] = i;
    next[bucket] = place + 1;
  }
  return { cellSize, columns, rows, starts, members };
}

/** The point nearest to (px, py) within one cell size, the last drawn on a tie; −1 where there is none. */
export function nearestPoint(grid: PointGrid, x: ArrayLike<number>, y: ArrayLike<number>, px: number, py: number): number {
  const column = Math.floor(px / grid.cellSize);
  const row = Math.floor(py / grid.cellSize);
  let nearest = -1;
  let best = grid.cellSize ** 2;
  for (let r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); r += 1) {
    for (let c = Math.max(0, column - 1); c <= Math.min(grid.columns - 1, column + 1); c += 1) {
      const bucket = r * grid.columns + c;
      for (let m = grid.starts[bucket] ?? 0; m < (grid.starts[bucket + 1] ?? 0); m += 1) {
        const i = grid.members[m] ?? 0;
        const distance = ((x[i] ?? 0) - px) ** 2 + ((y[i] ?? 0) - py) ** 2;
        if (distance <= best) {
          best = distance;
          nearest = i;
        }
      }
    }
  }
  return nearest;
}
