import type { KernelControl } from "./control";
import { MIXTURES_WASM } from "./generated/mixtures";
import { mostEntries, writeOwnItems, type OwnItems } from "./own-items";
import { createAllocator } from "./runtime/allocator";
import { openSession, type Session } from "./runtime/session";
import type { ProductTables } from "./top-products";
import { validateInteger } from "./validate-matrix";

/** Scores by summing the partners of a user's items: those of item i at start[i] … start[i + 1] − 1. */
export interface PartnerTables {
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
  /** How much each of the user's own items counts, in their order. */
  weightsOf: (user: number) => Float64Array;
}

/** One of the scores that are mixed: each is brought to mean 0 and deviation 1 over the items, then counts by its weight. */
export type MixturePart = { weight: number } & ({ products: ProductTables } | { partners: PartnerTables });

export interface TopMixtures {
  /** users × k, row-major, best first; −1 where fewer are left. */
  items: Int32Array;
  /** Aligned with `items`; NaN where there is none. */
  scores: Float64Array;
}

interface PlacedPart {
  part: MixturePart;
  /** What a window of users changes: their vectors, or the weights of their items. */
  perWindow: number;
}

/** As many as assembly/mixtures.ts scores together. */
const GROUP = 4;
/** Users of one call into the kernel: bounds its memory, whatever the number of users. A multiple of `GROUP`. */
const WINDOW_USERS = 4_096;
const PART_BYTES = 32;
const [PARTNERS, PRODUCTS] = [0, 1];

/**
 * The k best items of every user by a weighted sum of standardised scores, without what the user has.
 *
 * @throws RangeError for k < 1 or products with biases. KernelMemoryExceeded. KernelCancelled.
 * Deterministic on any number of threads; scores are rounded to 1e-10, of equal ones the smaller item comes first.
 * f64, added in the order in which one viewer's answer is made in lib/recommendation: the same lists to the last item.
 * O(users × (items × (factors + parts) + partners of own items)) time; memory: the parts' tables and some MB of windows.
 */
export async function topMixtures(parts: readonly MixturePart[], items: number, own: OwnItems, k: number, control: KernelControl = {}): Promise<TopMixtures> {
  validateInteger(k, "k", 1, 10_000);
  const users = own.start.length - 1;
  const window = Math.min(WINDOW_USERS, Math.ceil(users / GROUP) * GROUP);
  const entries = mostEntries(own, window);
  const threads = Math.max(1, control.threads ?? 1);
  const memory = createAllocator();
  const descriptors = memory.take(parts.length * PART_BYTES);
  const places = { start: memory.take((window + 1) * 4), columns: memory.take(entries * 4), rows: memory.take(threads * 2 * GROUP * (items + 1) * 8), outItems: memory.take(window * k * 4), outScores: memory.take(window * k * 8) };
  const tables = parts.map((part) => placesOf(part, memory.take, window, entries));
  const session = openSession({ name: "mixtures", wasm: MIXTURES_WASM, bytes: memory.used(), threads, control });
  try {
    const placed = parts.map((part, at) => writePart(session, descriptors + at * PART_BYTES, part, tables[at]!));
    const result: TopMixtures = { items: new Int32Array(users * k), scores: new Float64Array(users * k) };
    for (let from = 0; from < users; from += window) {
      const count = Math.min(window, users - from);
      writeOwnItems(session.buffer, own, from, count, places);
      for (const part of placed) writeWindow(session, part, own, from, count);
      await session.run("best", count, descriptors, parts.length, items, places.start, places.columns, k, places.rows, places.outItems, places.outScores, from / users, count / users);
      result.items.set(new Int32Array(session.buffer, places.outItems, count * k), from * k);
      result.scores.set(new Float64Array(session.buffer, places.outScores, count * k), from * k);
      await session.breathe();
    }
    return result;
  } finally {
    session.close();
  }
}

/** The four places of a part as the kernel reads them: users' vectors, items' and their width; or start, column, value and weights. */
function placesOf(part: MixturePart, take: (bytes: number) => number, window: number, entries: number): number[] {
  if ("partners" in part) return [take(part.partners.start.length * 4), take(part.partners.column.length * 4), take(part.partners.value.length * 4), take(entries * 8)];
  const { products } = part;
  if (products.itemBias) throw new RangeError("Products with biases can't be mixed");
  return [take(window * products.factors * 8), take(products.itemFactors.length * 4), products.factors, 0];
}

/** Writes what is the same for all users. */
function writePart({ buffer }: Session, at: number, part: MixturePart, places: number[]): PlacedPart {
  new Float64Array(buffer, at, 1)[0] = part.weight;
  new Int32Array(buffer, at + 8, 1)[0] = "products" in part ? PRODUCTS : PARTNERS;
  new Uint32Array(buffer, at + 12, 4).set(places);
  const [first, second, third, fourth] = places as [number, number, number, number];
  if ("products" in part) {
    new Float32Array(buffer, second, part.products.itemFactors.length).set(part.products.itemFactors);
    return { part, perWindow: first };
  }
  const { start, column, value } = part.partners;
  new Int32Array(buffer, first, start.length).set(start);
  new Int32Array(buffer, second, column.length).set(column);
  new Float32Array(buffer, third, value.length).set(value);
  return { part, perWindow: fourth };
}

function writeWindow({ buffer }: Session, { part, perWindow }: PlacedPart, { start }: OwnItems, from: number, count: number): void {
  if ("products" in part) {
    const { factors, userFactors } = part.products;
    const vectors = new Float64Array(buffer, perWindow, Math.ceil(count / GROUP) * GROUP * factors);
    vectors.set(userFactors.subarray(from * factors, (from + count) * factors));
    vectors.fill(0, count * factors);
    return;
  }
  const weights = new Float64Array(buffer, perWindow, start[from + count]! - start[from]!);
  for (let user = from; user < from + count; user++) weights.set(part.partners.weightsOf(user), start[user]! - start[from]!);
}
