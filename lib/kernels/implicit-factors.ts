import type { KernelControl } from "./control";
import { copyRows, drawRows, nextNormal } from "./factor-rows";
import { IMPLICIT_FACTORS_WASM } from "./generated/implicit-factors";
import { randomStream } from "./random";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { validateInteger } from "./validate-matrix";

/** Entries by rows: those of row r at start[r] … start[r + 1] − 1. */
export interface WeightedRows {
  rows: number;
  columns: number;
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

export interface ImplicitFactorOptions {
  factors: number;
  /** Rounds of all users, then all items. */
  rounds: number;
  regularization: number;
  /** λ of a row grows by this for each unit of its confidence, alpha Σ w: those with much to learn from are not let off. Default 0. */
  massRegularization?: number;
  /** An entry of weight w has confidence 1 + alpha w; everything else 1. */
  alpha: number;
  seed: number;
  /** Conjugate gradient steps for each vector in each half round. Default 3. */
  steps?: number;
  /** Called after each round (from 1) with the milliseconds it took; `read` copies what is learned so far. Training goes on when it is done. */
  onRound?: (round: number, milliseconds: number, read: () => ImplicitFactors) => unknown;
}

export interface ImplicitFactors {
  /** Row-major, users × factors and items × factors. */
  userFactors: Float32Array;
  itemFactors: Float32Array;
}

interface Side {
  rows: number;
  start: number;
  column: number;
  value: number;
  vectors: number;
}

interface Layout {
  bytes: number;
  width: number;
  users: Side;
  items: Side;
  sums: number;
  gram: number;
  scratch: number;
}

const START_DEVIATION = 0.01;
/** As in assembly/implicit-factors.ts. */
const GRAM_ROWS = 4096;
/** Entries × factors below which it runs on the caller's thread: some milliseconds a half round. */
const INLINE_STEPS = 2_000_000;

/**
 * Learns users' and items' vectors from weighted entries by alternating least squares.
 *
 * `byUser` users × items, `byItem` its transpose; weights ≥ 0. Minimises Σ over all pairs of c (p − x·y)² + λ (|x|² + |y|²)
 * with p = 1 and c = 1 + alpha w for an entry, p = 0 and c = 1 for every other pair; λ of a row is
 * `regularization` + `massRegularization` · alpha Σ w.
 * @throws RangeError naming the option. KernelMemoryExceeded. KernelCancelled.
 * Deterministic: each vector is one thread's work, so any number of threads gives the same bytes. f32.
 * Users and items without entries get the vector 0. O(rounds × steps × (entries × factors + rows × factors²)) time.
 * Source: Hu, Koren, Volinsky 2008; Takács, Pilászy, Tikk 2011 (conjugate gradients); Rendle et al. 2022 (λ by confidence).
 */
export async function implicitFactors(byUser: WeightedRows, byItem: WeightedRows, options: ImplicitFactorOptions, control: KernelControl = {}): Promise<ImplicitFactors> {
  validateInteger(options.factors, "factors", 1, 512);
  validateInteger(options.rounds, "rounds", 1, 10_000);
  const inline = byUser.column.length * options.factors < INLINE_STEPS;
  const threads = inline ? 0 : Math.max(1, control.threads ?? 1);
  const layout = layOut(byUser, byItem, options.factors, threads);
  requireMemory(layout.bytes + 4 * (byUser.rows + byItem.rows) * options.factors, control);
  const session = openSession({ name: "implicit-factors", wasm: IMPLICIT_FACTORS_WASM, bytes: layout.bytes, threads, control });
  try {
    await fill(session, byUser, byItem, options, layout);
    const { users, items, width, sums, gram, scratch } = layout;
    const { regularization, massRegularization = 0, alpha, steps = 3, rounds } = options;
    const half = (own: Side, other: Side, from: number): Promise<number> =>
      session.run("half", own.rows, own.start, own.column, own.value, own.vectors, other.vectors, other.rows, width * 4, regularization, massRegularization, alpha, steps, sums, gram, scratch, from, 0.5 / rounds);
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await half(users, items, round / rounds);
      await session.breathe();
      await half(items, users, (round + 0.5) / rounds);
      await session.breathe();
      if (threads === 0) control.onProgress?.((round + 1) / rounds);
      await options.onRound?.(round + 1, performance.now() - started, () => takeOut(session, options.factors, layout));
    }
    return takeOut(session, options.factors, layout);
  } finally {
    session.close();
  }
}

function layOut(byUser: WeightedRows, byItem: WeightedRows, factors: number, threads: number): Layout {
  const width = Math.ceil(factors / 8) * 8;
  const memory = createAllocator();
  const side = ({ rows, column }: WeightedRows): Side => ({
    rows, start: memory.take((rows + 1) * 4), column: memory.take(column.length * 4), value: memory.take(column.length * 4), vectors: memory.take(rows * width * 4),
  });
  const [users, items] = [side(byUser), side(byItem)];
  const sums = memory.take(Math.ceil(Math.max(users.rows, items.rows) / GRAM_ROWS) * width * width * 4);
  const gram = memory.take(width * width * 4);
  const scratch = memory.take(Math.max(1, threads) * 3 * width * 4);
  return { width, users, items, sums, gram, scratch, bytes: memory.used() };
}

async function fill(session: Session, byUser: WeightedRows, byItem: WeightedRows, { factors, seed }: ImplicitFactorOptions, layout: Layout): Promise<void> {
  const { buffer } = session;
  const random = randomStream(seed);
  for (const [matrix, side] of [[byUser, layout.users], [byItem, layout.items]] as const) {
    new Int32Array(buffer, side.start, side.rows + 1).set(matrix.start);
    new Int32Array(buffer, side.column, matrix.column.length).set(matrix.column);
    new Float32Array(buffer, side.value, matrix.value.length).set(matrix.value);
    await session.breathe();
    await drawRows(session, { address: side.vectors, count: side.rows, factors, width: layout.width }, () => START_DEVIATION * nextNormal(random));
  }
}

function takeOut(session: Session, factors: number, { users, items, width }: Layout): ImplicitFactors {
  const vectorsOf = ({ vectors, rows }: Side): Float32Array => copyRows(session, { address: vectors, count: rows, factors, width });
  return { userFactors: vectorsOf(users), itemFactors: vectorsOf(items) };
}
