// The K-means problem of one search or one polish; laid out by lib/kernels/kmeans-layout.ts (same order of fields).
//
// Rows are stored in tiles of 16: tile t holds f32 x[j][lane], so that cell (i, j) is at
// tiles + (i >> 4) * columns * 64 + j * 64 + (i & 15) * 4. Lanes behind the last row are 0 and have threshold +∞.

@unmanaged
export class Problem {
  tiles: usize;
  rows: i32;
  columns: i32;
  /** Centres now. */
  k: i32;
  /** Cluster of each row, u16; NONE before the first assignment. */
  labels: usize;
  /** f32 per row: while it is ≥ `moved`, no other centre can have come nearer than the row's own. */
  thresholds: usize;
  /** f32 k × columns, row-major, one padding row when k is odd. */
  centres: usize;
  /** The same centres in groups of four: f32 [group][column][4]. */
  lanes: usize;
  /** f32 length of each centre. */
  norms: usize;
  /** f64 k × columns: the means that `centres` are the rounding of. */
  means: usize;
  /** f64 [block][k][columns + 2]: sums of the cells, of the squared lengths, number of rows. */
  sums: usize;
  blockStride: usize;
  blocks: i32;
  /** f64 [k][columns + 2]: the blocks' sums added up, in block order. */
  totals: usize;
  /** i32 per block: rows that changed their cluster in the last assignment. */
  changes: usize;
  /** 256 bytes for the block at work; one for each thread. */
  scratch: usize;
  /** f32: how far centres have moved since the thresholds' origin (sum over iterations of the two largest steps). */
  moved: f32;
  iterations: i32;
  /** 1: stop; 2: stop after one more assignment. */
  stop: i32;
  converged: i32;
  /** Σ squared distances to the means, of the last assignment but the very last. */
  error: f64;
}

// @ts-ignore: decorator
@inline export const NONE: u32 = 0xffff;
// Farther than anything; its square times 2,000 columns still fits f32.
// @ts-ignore: decorator
@inline export const FAR: f32 = 1e15;

// @ts-ignore: decorator
@inline
export function tileCount(p: Problem): i32 {
  return (p.rows + 15) >> 4;
}

// @ts-ignore: decorator
@inline
export function tileAt(p: Problem, tile: i32): usize {
  return p.tiles + <usize>tile * <usize>p.columns * 64;
}

// @ts-ignore: decorator
@inline
export function rowAt(p: Problem, row: i32): usize {
  return tileAt(p, row >> 4) + ((<usize>row & 15) << 2);
}

/** Bytes of one cluster's sums. */
// @ts-ignore: decorator
@inline
export function sumBytes(p: Problem): usize {
  return (<usize>p.columns + 2) << 3;
}

/** Forgets all labels and sums: the next assignment looks at every row. */
export function resetLabels(p: Problem): void {
  const tiles = tileCount(p);
  memory.fill(p.labels, 0xff, <usize>tiles << 5);
  fillThresholds(p.thresholds, tiles << 4, -1);
  for (let i = p.rows; i < tiles << 4; i++) store<f32>(p.thresholds + (<usize>i << 2), f32.MAX_VALUE);
  memory.fill(p.sums, 0, p.blockStride * <usize>p.blocks);
  p.moved = 0;
}

/** All rows are looked at in the next assignment; labels and sums stay. */
export function resetThresholds(p: Problem): void {
  fillThresholds(p.thresholds, p.rows, -1);
  p.moved = 0;
}

/**
 * Takes away the labels and sums of the clusters flagged 1 (u8 each) and closes the gaps; their rows have no label then. All
 * rows are looked at in the next assignment. `names`: room for u16 per cluster.
 */
export function dropLabels(p: Problem, flags: usize, names: usize): void {
  const bytes = sumBytes(p);
  let kept = 0;
  for (let c = 0; c < p.k; c++) {
    const isDropped = load<u8>(flags + c) == 1;
    store<u16>(names + (<usize>c << 1), <u16>(isDropped ? NONE : kept));
    if (isDropped) continue;
    for (let block = 0; block < p.blocks; block++) {
      const sums = p.sums + <usize>block * p.blockStride;
      memory.copy(sums + <usize>kept * bytes, sums + <usize>c * bytes, bytes);
    }
    kept++;
  }
  const end = p.labels + (<usize>p.rows << 1);
  for (let at = p.labels; at < end; at += 2) {
    const label = <usize>load<u16>(at);
    if (label != NONE) store<u16>(at, load<u16>(names + (label << 1)));
  }
  resetThresholds(p);
}

function fillThresholds(at: usize, count: i32, value: f32): void {
  for (let i = 0; i < count; i++) store<f32>(at + (<usize>i << 2), value);
}

/** Derives `lanes`, `norms` and the padding from `centres`. */
export function spreadCentres(p: Problem): void {
  const d = p.columns;
  const k = p.k;
  const rowBytes = <usize>d << 2;
  for (let j = 0; j < d; j++) store<f32>(p.centres + <usize>k * rowBytes + (<usize>j << 2), FAR);
  const padded = (k + 3) & ~3;
  for (let c = 0; c < padded; c++) {
    const from = p.centres + <usize>c * rowBytes;
    const to = p.lanes + (<usize>(c >> 2) * rowBytes << 2) + ((<usize>c & 3) << 2);
    let square: f32 = 0;
    for (let j = 0; j < d; j++) {
      const value: f32 = c < k ? load<f32>(from + (<usize>j << 2)) : FAR;
      store<f32>(to + (<usize>j << 4), value);
      square += value * value;
    }
    if (c < k) store<f32>(p.norms + (<usize>c << 2), sqrt<f32>(square));
  }
}
