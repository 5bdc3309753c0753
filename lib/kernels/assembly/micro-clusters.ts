// The nearest of some thousand centres for every row, on a k-d tree over the centres.
import {
  CAP, DIMS, DIMS2, LEAVES, ORDER,
  boxDistance, buildTree, distancesToEight, leafCoords, slotId, treeLayout,
} from "./shared/kd-tree";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

const BLOCK: i32 = 1024;

export function tree(_thread: i32, _threads: i32, dims: i32, points: usize, stride: i32, order: usize, starts: usize, ids: usize, slotOf: usize, coords: usize, boxes: usize): void {
  treeLayout(dims, points, stride, order, starts, ids, slotOf, coords, boxes);
}

/** `data`: rows × DIMS in f64, column-major. Writes each row's centre to `labels`; ties to the lower centre. */
export function assign(thread: i32, threads: i32, centres: i32, data: usize, rows: i32, labels: usize, scratch: usize, progressFrom: f32, progressTo: f32): void {
  const point = scratch + (<usize>thread << 15);
  for (let j = 0; j < DIMS2; j++) store<f64>(point + (<usize>j << 3), 0);
  if (thread == 0) {
    for (let c = 0; c < centres; c++) store<i32>(ORDER + (<usize>c << 2), c);
    resetTickets();
  }
  let leaves = 1;
  while (leaves * 14 < centres) leaves <<= 1;
  barrier(threads);
  buildTree(thread, threads, centres, leaves, ((centres + leaves - 1) / leaves + 7) & ~7);
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let start = takeTicket() * BLOCK; start < rows; start = takeTicket() * BLOCK) {
    const end = min(start + BLOCK, rows);
    for (let row = start; row < end; row++) {
      for (let j = 0; j < DIMS; j++) store<f64>(point + (<usize>j << 3), load<f64>(data + ((<usize>j * <usize>rows + <usize>row) << 3)));
      store<i32>(labels + (<usize>row << 2), nearest(point));
    }
    if (thread == 0) progress(progressFrom + (progressTo - progressFrom) * <f32>end / <f32>rows);
  }
  barrier(threads);
}

function nearest(point: usize): i32 {
  const eight = point + 16384;
  const stack = eight + 64;
  let best = -1;
  let least: f64 = Infinity;
  let depth = 0;
  let node = 1;
  while (true) {
    while (node < LEAVES) {
      let near = node << 1;
      let far = near + 1;
      let toFar = boxDistance(far, point);
      const toNear = boxDistance(near, point);
      if (toFar < toNear) {
        near = far;
        far = node << 1;
        toFar = toNear;
      }
      store<i32>(stack + (<usize>depth << 4), far);
      store<f64>(stack + (<usize>depth << 4), toFar * (1 - 1e-12), 8);
      depth++;
      node = near;
    }
    const base = (node - LEAVES) * CAP;
    for (let s = 0; s < CAP; s += 8) {
      distancesToEight(leafCoords(node - LEAVES) + (<usize>s << 3), point, eight);
      for (let slot = 0; slot < 8; slot++) {
        const squared = load<f64>(eight + (<usize>slot << 3));
        if (squared > least) continue;
        const id = slotId(base + s + slot);
        if (id < 0 || (squared == least && id > best)) continue;
        least = squared;
        best = id;
      }
    }
    do {
      if (depth == 0) return best;
      depth--;
    } while (load<f64>(stack + (<usize>depth << 4), 8) > least);
    node = load<i32>(stack + (<usize>depth << 4));
  }
}
