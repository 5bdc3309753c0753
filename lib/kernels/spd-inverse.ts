import type { KernelControl } from "./control";
import { SPD_INVERSE_WASM } from "./generated/spd-inverse";
import { createAllocator } from "./runtime/allocator";
import { openSession } from "./runtime/session";

const SIDE = 64;
const TILE_CELLS = SIDE * SIDE;
/** Below this size threads cost more than they bring. */
const INLINE_SIZE = 200;

/**
 * The inverse of a symmetric positive definite matrix, f64.
 *
 * `fillRow(i, row)` writes cells (i, 0 … i) of the lower half into `row`; `takeRow(i, row)` gets cells (i, 0 … i) of the
 * inverse; so that no full copy of the matrix is needed besides the kernel's own.
 * @throws KernelMemoryExceeded (n² · 4 bytes and some), KernelCancelled. Deterministic on any number of threads.
 * A matrix that is not positive definite gives cells that are not finite or meaningless; regularise before.
 * O(n³) time. Method: blocked Gauss-Jordan (the sweep operator, Goodnight 1979) on the lower half.
 */
export async function spdInverse(n: number, fillRow: (i: number, row: Float64Array) => void, takeRow: (i: number, row: Float64Array) => void, control: KernelControl = {}): Promise<void> {
  if (n === 0) return;
  const threads = n <= INLINE_SIZE ? 0 : Math.max(1, control.threads ?? 1);
  const blocks = Math.ceil(n / SIDE);
  const memory = createAllocator();
  const tiles = (count: number): number => memory.take(count * TILE_CELLS * 8);
  const matrix = tiles((blocks * (blocks + 1)) / 2);
  const [column, products, pivot] = [tiles(blocks), tiles(blocks), tiles(1 + Math.max(1, threads))];
  const session = openSession({ name: "spd-inverse", wasm: SPD_INVERSE_WASM, bytes: memory.used(), threads, control });
  try {
    const cells = new Float64Array(session.buffer, matrix, ((blocks * (blocks + 1)) / 2) * TILE_CELLS).fill(0);
    const row = new Float64Array(n);
    for (let i = 0; i < blocks * SIDE; i++) {
      if (i < n) {
        fillRow(i, row);
        for (let j = 0; j <= i; j++) cells[cellAt(i, j)] = row[j]!;
      } else cells[cellAt(i, i)] = 1;
      if (i % SIDE === 0) await session.breathe();
    }
    await session.run("invert", matrix, blocks, column, products, pivot);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) row[j] = cells[cellAt(i, j)]!;
      takeRow(i, row);
      if (i % SIDE === 0) await session.breathe();
    }
    control.onProgress?.(1);
  } finally {
    session.close();
  }
}

/** Where cell (i, j), j ≤ i, lies: tiles of the lower half, row by row. */
function cellAt(i: number, j: number): number {
  const [I, J] = [i >> 6, j >> 6];
  return ((I * (I + 1)) / 2 + J) * TILE_CELLS + (i & 63) * SIDE + (j & 63);
}
