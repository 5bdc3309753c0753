import type { KernelControl } from "./control";
import { IMPLICIT_FACTORS_WASM } from "./generated/implicit-factors";
import { mostEntries, writeOwnItems, type OwnItems } from "./own-items";
import { createAllocator } from "./runtime/allocator";
import { openSession, type Session } from "./runtime/session";
import { validateInteger } from "./validate-matrix";

export interface ProductTables {
  users: number;
  items: number;
  factors: number;
  /** Row-major, users × factors and items × factors. */
  userFactors: Float32Array;
  itemFactors: Float32Array;
  /** Added to each item's products. */
  itemBias?: Float32Array;
}

export interface TopProducts {
  /** users × k, row-major, best first; −1 where fewer are left. */
  items: Int32Array;
  scores: Float32Array;
}

/** Users of one call into the kernel: bounds its memory, whatever the number of users. */
const WINDOW_USERS = 16_384;
/** Users × items × factors below which it runs on the caller's thread: some milliseconds. */
const INLINE_STEPS = 2_000_000;

/**
 * The k best items of every user by the product of their vectors plus the item's bias, without what the user has.
 *
 * @throws RangeError for k < 1. KernelMemoryExceeded. KernelCancelled.
 * Deterministic on any number of threads; of equal scores (f32) the smaller item comes first.
 * O(users × items × factors) time; memory: the items' vectors and some MB of windows.
 */
export async function topProducts(tables: ProductTables, own: OwnItems, k: number, control: KernelControl = {}): Promise<TopProducts> {
  validateInteger(k, "k", 1, 10_000);
  const { users, items, factors } = tables;
  const width = Math.ceil(factors / 8) * 8;
  const window = Math.min(WINDOW_USERS, Math.max(4, Math.ceil(users / 4) * 4));
  const threads = users * items * factors < INLINE_STEPS ? 0 : Math.max(1, control.threads ?? 1);
  const memory = createAllocator();
  const padded = Math.ceil(items / 4) * 4;
  const places = { items: memory.take(items * width * 4), biases: memory.take(padded * 4), users: memory.take(window * width * 4), start: memory.take((window + 1) * 4), scores: memory.take(Math.max(1, threads) * 4 * padded * 4), outItems: memory.take(window * k * 4), outValues: memory.take(window * k * 4) };
  const columns = memory.take(mostEntries(own, window) * 4);
  const session = openSession({ name: "implicit-factors", wasm: IMPLICIT_FACTORS_WASM, bytes: memory.used(), threads, control });
  try {
    writeRows(session, places.items, tables.itemFactors, 0, items, factors, width);
    new Float32Array(session.buffer, places.biases, padded).fill(0).set(tables.itemBias ?? []);
    const result: TopProducts = { items: new Int32Array(users * k), scores: new Float32Array(users * k) };
    for (let from = 0; from < users; from += window) {
      const count = Math.min(window, users - from);
      writeRows(session, places.users, tables.userFactors, from, count, factors, width);
      writeOwnItems(session.buffer, own, from, count, { start: places.start, columns });
      await session.run("top", count, places.users, items, places.items, places.biases, width * 4, places.start, columns, k, places.scores, places.outItems, places.outValues, from / users, count / users);
      result.items.set(new Int32Array(session.buffer, places.outItems, count * k), from * k);
      result.scores.set(new Float32Array(session.buffer, places.outValues, count * k), from * k);
      await session.breathe();
    }
    return result;
  } finally {
    session.close();
  }
}

/** Rows `from` … of a table, each padded with zeros to `width`; what lies behind the last is left as it is. */
function writeRows({ buffer }: Session, at: number, table: Float32Array, from: number, count: number, factors: number, width: number): void {
  const cells = new Float32Array(buffer, at);
  for (let row = 0; row < count; row++) {
    cells.set(table.subarray((from + row) * factors, (from + row + 1) * factors), row * width);
    cells.fill(0, row * width + factors, (row + 1) * width);
  }
}
