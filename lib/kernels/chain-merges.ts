import type { KernelControl } from "./control";
import { CHAIN_WASM } from "./generated/chain";
import type { Matrix } from "./matrix";
import { readMerges, type RawMerges } from "./merge-tree";
import { createAllocator } from "./runtime/allocator";
import { openSession } from "./runtime/session";

export type ChainLinkage = "ward" | "complete" | "average";

/** As assembly/chain.ts knows them. */
const CODES: Record<ChainLinkage, number> = { complete: 0, average: 1, ward: 2 };

/** Rows² × columns below which threads cost more than they save: some 10 ms on the caller's own. */
const INLINE_STEPS = 20_000_000;

function layOut(rows: number, columns: number) {
  const allocator = createAllocator();
  const parts = {
    points: allocator.take(rows * columns * 8),
    distances: allocator.take(rows * (rows - 1) * 4),
    bases: allocator.take(rows * 4),
    alive: allocator.take(rows * 4),
    sizes: allocator.take(rows * 8),
    stack: allocator.take(rows * 4),
    first: allocator.take(rows * 4),
    second: allocator.take(rows * 4),
    heights: allocator.take(rows * 8),
  };
  return { parts, bytes: allocator.used() };
}

/** Bytes that `chainMerges` allocates: most of it rows (rows − 1) / 2 distances in f64, 3.6 GB at 30,000 rows. */
export function chainBytes(rows: number, columns: number): number {
  return layOut(rows, columns).bytes;
}

/**
 * Complete, average or Ward linkage by the nearest-neighbour chain on the condensed distance matrix in f64, step for step as
 * SciPy 1.10 `_hierarchy.nn_chain`, so that trees of data with tied distances come out as there.
 * @param data two rows at least, finite
 * @param sizes the rows behind each row of data; default 1 each
 * @throws KernelMemoryExceeded, KernelCancelled. Same bytes on any number of threads. O(n² columns) time, O(n²) memory.
 * Source: Müllner 2011, section 3.1; distances of unions by Lance and Williams 1967.
 */
export async function chainMerges(data: Matrix, linkage: ChainLinkage, control: KernelControl, sizes?: Int32Array): Promise<RawMerges> {
  const { rows, columns, values } = data;
  const { parts, bytes } = layOut(rows, columns);
  const threads = rows * rows * columns < INLINE_STEPS ? 0 : Math.max(1, control.threads ?? 1);
  const session = openSession({ name: "chain", wasm: CHAIN_WASM, bytes, threads, control });
  try {
    new Float64Array(session.buffer, parts.points, rows * columns).set(values);
    const weights = new Float64Array(session.buffer, parts.sizes, rows).fill(1);
    if (sizes) weights.set(sizes);
    await session.run("chain", rows, columns, CODES[linkage], ...Object.values(parts));
    return readMerges(session.buffer, parts, rows - 1);
  } finally {
    session.close();
  }
}
