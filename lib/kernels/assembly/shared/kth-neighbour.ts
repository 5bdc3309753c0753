// Distances to the k-th nearest neighbour on the k-d tree.
import { f64At, i32At, setF64, setI32 } from "./cells";
import { boxDistance, CAP, distancesToEight, endOf, leafCoords, LEAVES, ORDER, SAFE, slotId, startOf } from "./kd-tree";
import { EIGHT, POINT, pointOf, STACK } from "./query";
import { barrier, progress, resetTickets, takeTicket } from "./threads";

/** Squared distance of the rows to their k-th nearest (the row itself is the first), k ≤ rows. */
export function neighbours(thread: i32, threads: i32, k: i32, out: usize): void {
  const nearest = STACK + 8192;
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let leaf = takeTicket(); leaf < LEAVES; leaf = takeTicket()) {
    const end = endOf(LEAVES + leaf);
    for (let at = startOf(LEAVES + leaf); at < end; at++) {
      const row = i32At(ORDER, at);
      setF64(out, row, kthNearest(row, LEAVES + leaf, k, nearest));
    }
    if (thread == 0 && (leaf & 15) == 0) progress(0.4 * <f32>leaf / <f32>LEAVES);
  }
  barrier(threads);
}

function kthNearest(row: i32, own: i32, k: i32, nearest: usize): f64 {
  pointOf(row);
  for (let at = 0; at < k; at++) setF64(nearest, at, Infinity);
  keepNearest(own, k, nearest);
  let depth = 1;
  setI32(STACK, 0, 1);
  setF64(STACK, 1, 0);
  while (depth > 0) {
    depth--;
    const node = i32At(STACK, depth << 2);
    if (node == own || f64At(STACK, (depth << 1) + 1) * SAFE >= f64At(nearest, 0)) continue;
    if (node >= LEAVES) keepNearest(node, k, nearest);
    else depth = pushChildren(node, depth);
  }
  return f64At(nearest, 0);
}

/** The children of `node` onto the stack, the farther first, so that the nearer is looked at first; answers the stack's new depth. */
export function pushChildren(node: i32, depth: i32): i32 {
  let near = node << 1;
  let far = near + 1;
  let toNear = boxDistance(near, POINT);
  let toFar = boxDistance(far, POINT);
  if (toFar < toNear) {
    near = far;
    far = node << 1;
    const distance = toNear;
    toNear = toFar;
    toFar = distance;
  }
  setI32(STACK, depth << 2, far);
  setF64(STACK, (depth << 1) + 1, toFar);
  depth++;
  setI32(STACK, depth << 2, near);
  setF64(STACK, (depth << 1) + 1, toNear);
  return depth + 1;
}

function keepNearest(node: i32, k: i32, nearest: usize): void {
  const coords = leafCoords(node - LEAVES);
  for (let s = 0; s < CAP; s += 8) {
    distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
    for (let slot = 0; slot < 8; slot++) {
      const squared = f64At(EIGHT, slot);
      if (squared < f64At(nearest, 0) && slotId((node - LEAVES) * CAP + s + slot) >= 0) replaceFarthest(nearest, k, squared);
    }
  }
}

/** `nearest` is a heap of k numbers, the largest first: that one gives way to `value`. */
function replaceFarthest(nearest: usize, k: i32, value: f64): void {
  let at = 0;
  for (let child = 1; child < k; child = 2 * at + 1) {
    if (child + 1 < k && f64At(nearest, child + 1) > f64At(nearest, child)) child++;
    if (f64At(nearest, child) <= value) break;
    setF64(nearest, at, f64At(nearest, child));
    at = child;
  }
  setF64(nearest, at, value);
}
