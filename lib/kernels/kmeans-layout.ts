import type { Allocator } from "./runtime/allocator";
import { aligned } from "./runtime/layout";
import { TILE_ROWS, tileBytes } from "./runtime/tiles";

/** Addresses of one K-means problem; the order of fields is that of assembly/shared/problem.ts. */
export interface ProblemLayout {
  fields: number[];
  labels: number;
  thresholds: number;
  centres: number;
  means: number;
  blocks: number;
}

/** Addresses of one search's working memory; the order of fields is that of `Search` in assembly/shared/breathing.ts. */
export interface SearchLayout {
  fields: number[];
}

export const STRUCT_BYTES = 128;
/** Places of fields that are read back, in 4-byte words from the struct's address. */
export const PROBLEM_WORD = { rows: 1, k: 3, moved: 16, iterations: 17, converged: 19 } as const;
export const PROBLEM_ERROR_BYTE = 80;
export const SEARCH_TOLERANCE_BYTE = 32;

const BLOCK_ROWS = 8_192;
const MOST_BLOCKS = 64;
const MOST_SUM_BYTES = 64 * 1024 ** 2;

/** Blocks of rows for `rows` rows: depends on the task alone, never on the threads, so that sums are the same. */
export function blockCount(rows: number, most: number, columns: number): number {
  const sumBytes = most * (columns + 2) * 8;
  return Math.max(1, Math.min(MOST_BLOCKS, Math.floor(rows / BLOCK_ROWS), Math.floor(MOST_SUM_BYTES / sumBytes)));
}

/** Lays out a problem of `rows` rows at `tiles` with up to `most` centres, its rows cut into `blocks`. */
export function layOutProblem(memory: Allocator, tiles: number, rows: number, columns: number, most: number, blocks: number, threads: number): ProblemLayout {
  const padded = Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const centresPadded = Math.ceil((most + 1) / 4) * 4;
  const sumBytes = aligned(most * (columns + 2) * 8);
  const labels = memory.take(padded * 2);
  const thresholds = memory.take(padded * 4);
  const centres = memory.take(centresPadded * columns * 4);
  const lanes = memory.take(centresPadded * columns * 4);
  const norms = memory.take(centresPadded * 4);
  const means = memory.take(most * columns * 8);
  const sums = memory.take(sumBytes * blocks);
  const totals = memory.take(sumBytes);
  const changes = memory.take(blocks * 4);
  const scratch = memory.take(256 * Math.max(1, threads));
  const fields = [tiles, rows, columns, 0, labels, thresholds, centres, lanes, norms, means, sums, sumBytes, blocks, totals, changes, scratch];
  return { fields, labels, thresholds, centres, means, blocks };
}

/** Lays out the working memory of one search. */
export function layOutSearch(memory: Allocator, rows: number, columns: number, most: number): SearchLayout {
  const fields = [
    memory.take(most * columns * 4),
    memory.take(most * 8),
    memory.take(most * 8),
    memory.take(most),
    memory.take(16),
    memory.take(Math.ceil(rows / TILE_ROWS / 64 + 1) * 8),
    memory.take(columns * 4),
    memory.take(most * 8),
  ];
  return { fields };
}

/** Bytes of a whole K-means call in shared memory are known once everything is laid out; tiles come from here too. */
export function takeTiles(memory: Allocator, rows: number, columns: number): number {
  return memory.take(tileBytes(rows, columns));
}
