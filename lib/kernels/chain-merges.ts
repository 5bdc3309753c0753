import type { ChainLinkage } from "./condensed-chain";
import type { KernelControl } from "./control";
import { CHAIN_WASM } from "./generated/chain";
import { createAllocator } from "./kd-tree-layout";
import type { Matrix } from "./matrix";
import type { RawMerges } from "./merge-tree";
import { openSession } from "./runtime/session";

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

/** As assembly/chain.ts knows them. */
const CODES: Record<ChainLinkage, number> = { complete: 0, average: 1, ward: 2 };

/** Bytes that `chainMerges` allocates: most of it rows (rows − 1) / 2 distances in f64, 3.6 GB at 30,000 rows. */
export function chainBytes(rows: number, columns: number): number {
  return layOut(rows, columns).bytes;
}

/**
 * Complete, average or Ward linkage by the nearest-neighbour chain on the condensed distance matrix in f64, as `condensedChain`
 * and SciPy's `nn_chain`, bit for bit, in threads. O(n² columns) time, O(n²) memory. Two rows at least.
 */
export async function chainMerges(data: Matrix, linkage: ChainLinkage, control: KernelControl): Promise<RawMerges> {
  const { rows, columns, values } = data;
  const { parts, bytes } = layOut(rows, columns);
  const session = openSession({ name: "chain", wasm: CHAIN_WASM, bytes, threads: Math.max(1, control.threads ?? 1), control });
  try {
    new Float64Array(session.buffer, parts.points, rows * columns).set(values);
    await session.run("chain", rows, columns, CODES[linkage], ...Object.values(parts));
    return {
      first: new Int32Array(session.buffer, parts.first, rows - 1).slice(),
      second: new Int32Array(session.buffer, parts.second, rows - 1).slice(),
      heights: new Float64Array(session.buffer, parts.heights, rows - 1).slice(),
    };
  } finally {
    session.close();
  }
}
