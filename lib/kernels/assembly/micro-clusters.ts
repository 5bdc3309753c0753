// The nearest of some thousand centres for every row, on a k-d tree over the centres.
import { f64At, i32At, setF64, setI32 } from "./shared/cells";
import { boxDistance, CAP, DIMS, distancesToEight, leafCoords, LEAVES, ORDER, SAFE, slotId } from "./shared/kd-tree";
import { EIGHT, growTree, layOutQuery, POINT, SCRATCH_BYTES, STACK } from "./shared/query";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

export { tree } from "./shared/query";

const BLOCK: i32 = 1024;

/** `data`: rows × DIMS in f64, column-major. Writes each row's centre to `labels`; ties to the lower centre. */
export function assign(thread: i32, threads: i32, centres: i32, data: usize, rows: i32, labels: usize, scratch: usize, progressFrom: f32, progressTo: f32): void {
  layOutQuery(scratch + <usize>thread * SCRATCH_BYTES);
  if (thread == 0) for (let c = 0; c < centres; c++) setI32(ORDER, c, c);
  growTree(thread, threads, centres);
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let start = takeTicket() * BLOCK; start < rows; start = takeTicket() * BLOCK) {
    const end = min(start + BLOCK, rows);
    for (let row = start; row < end; row++) {
      for (let j = 0; j < DIMS; j++) setF64(POINT, j, load<f64>(data + ((<usize>j * <usize>rows + <usize>row) << 3)));
      setI32(labels, row, nearest());
    }
    if (thread == 0) progress(progressFrom + (progressTo - progressFrom) * <f32>end / <f32>rows);
  }
  barrier(threads);
}

/** The centre nearest to POINT. */
function nearest(): i32 {
  let best = -1;
  let least: f64 = Infinity;
  let depth = 0;
  let node = 1;
  while (true) {
    while (node < LEAVES) {
      let near = node << 1;
      let far = near + 1;
      let toFar = boxDistance(far, POINT);
      const toNear = boxDistance(near, POINT);
      if (toFar < toNear) {
        near = far;
        far = node << 1;
        toFar = toNear;
      }
      setI32(STACK, depth << 2, far);
      setF64(STACK, (depth << 1) + 1, toFar * SAFE);
      depth++;
      node = near;
    }
    const base = (node - LEAVES) * CAP;
    for (let s = 0; s < CAP; s += 8) {
      distancesToEight(leafCoords(node - LEAVES) + (<usize>s << 3), POINT, EIGHT);
      for (let slot = 0; slot < 8; slot++) {
        const squared = f64At(EIGHT, slot);
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
    } while (f64At(STACK, (depth << 1) + 1) > least);
    node = i32At(STACK, depth << 2);
  }
}
