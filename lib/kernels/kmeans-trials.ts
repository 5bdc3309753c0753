import { layOutProblem, STRUCT_BYTES, type ProblemLayout } from "./kmeans-layout";
import type { Allocator } from "./runtime/allocator";
import { aligned } from "./runtime/layout";
import type { Session } from "./runtime/session";
import { tileBytes } from "./runtime/tiles";

/** A centre goes from the cluster `removed` to a half of the cluster `split`; NO_ONE: only the other side is tried. */
export interface Move {
  removed: number;
  split: number;
  /** The clusters whose rows are looked at, both above among them. */
  members: number[];
  /** Centres to begin with, as in a trial's answer; without them the members' own, the split one in two. */
  start?: Float32Array;
}

/** What a move gives among its members. */
export interface Trial extends Move {
  /** By how much their error falls; below 0 it rises. */
  gain: number;
  /** Their centres afterwards, in the members' order without the one removed, the new one last. */
  centres: Float32Array;
}

/** Addresses of what trials need beside the problem itself. */
export interface TrialLayout {
  /** Structs of the threads' own problems, each of up to `partRows` rows. */
  parts: number;
  partFields: number[][];
  partRows: number;
  order: number;
  starts: number;
  tasks: number;
  taskBytes: number;
  mostTasks: number;
  outcomes: number;
  outcomeBytes: number;
  scratch: number;
  scratchBytes: number;
}

/** A labelled problem in shared memory. */
export interface SolvedProblem {
  struct: number;
  layout: ProblemLayout;
  rows: number;
  columns: number;
  k: number;
}

export const NO_ONE = -1;
export const MOST_MEMBERS = 18;

const MOST_PART_ROWS = 131_072;
const HEAD_WORDS = 5;
const TOLERANCE = 1e-4;
const MOST_ITERATIONS = 30;

export function layOutTrials(memory: Allocator, rows: number, columns: number, k: number, threads: number): TrialLayout {
  const workers = Math.max(1, threads);
  const most = MOST_MEMBERS + 1;
  const partRows = Math.min(rows, MOST_PART_ROWS);
  const parts = memory.take(STRUCT_BYTES * workers);
  const partFields = Array.from({ length: workers }, () => {
    // Each member's rows are rounded up.
    const room = partRows + most;
    return layOutProblem(memory, memory.take(tileBytes(room, columns)), room, columns, most, 1, 1).fields;
  });
  const taskBytes = 4 * (HEAD_WORDS + MOST_MEMBERS);
  const mostTasks = 4 * k;
  const outcomeBytes = 16 + Math.ceil((most * columns) / 2) * 8;
  const scratchBytes = aligned(16 * columns);
  return {
    parts, partFields, partRows, taskBytes, mostTasks, outcomeBytes, scratchBytes,
    order: memory.take(rows * 4),
    starts: memory.take((k + 1) * 4),
    tasks: memory.take(taskBytes * mostTasks),
    outcomes: memory.take(outcomeBytes * mostTasks),
    scratch: memory.take(scratchBytes * workers),
  };
}

/** Makes the threads' problems known. Once, before any trial. */
export function writeParts(buffer: ArrayBufferLike, { parts, partFields }: TrialLayout): void {
  partFields.forEach((fields, at) => new Int32Array(buffer, parts + at * STRUCT_BYTES, fields.length).set(fields));
}

/** Lists the rows cluster by cluster, as the labels are now. Before the trials that follow a change. */
export function orderRows(buffer: ArrayBufferLike, { layout, rows: n, k }: SolvedProblem, trials: TrialLayout): void {
  const labels = new Uint16Array(buffer, layout.labels, n);
  const starts = new Int32Array(buffer, trials.starts, k + 1).fill(0);
  const order = new Int32Array(buffer, trials.order, n);
  for (let i = 0; i < n; i++) starts[labels[i]! + 1]!++;
  for (let c = 0; c < k; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  for (let i = 0; i < n; i++) order[next[labels[i]!]!++] = i;
}

/** Tries moves on all threads, each on about `rowsWanted` rows of its members, or on all of them if they are fewer. */
export async function tryMoves(session: Session, { struct, columns: d }: SolvedProblem, layout: TrialLayout, moves: Move[], rowsWanted: number): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (let from = 0; from < moves.length; from += layout.mostTasks) {
    const some = moves.slice(from, from + layout.mostTasks);
    const strides = writeTasks(session.buffer, layout, some, Math.min(rowsWanted, layout.partRows));
    await session.run(
      "tryMoves", struct, layout.parts, STRUCT_BYTES, layout.partFields.length, layout.tasks, layout.taskBytes, some.length,
      layout.outcomes, layout.outcomeBytes, layout.order, layout.starts, layout.scratch, layout.scratchBytes, TOLERANCE, MOST_ITERATIONS,
    );
    some.forEach((move, at) => trials.push(readOutcome(session.buffer, layout.outcomes + at * layout.outcomeBytes, move, strides[at]!, d)));
  }
  return trials;
}

/** Answers every how manieth row each task looks at. */
function writeTasks(buffer: ArrayBufferLike, layout: TrialLayout, moves: Move[], rowsWanted: number): number[] {
  const words = layout.taskBytes / 4;
  const tasks = new Int32Array(buffer, layout.tasks, words * moves.length);
  const starts = new Int32Array(buffer, layout.starts);
  return moves.map(({ removed, split, members, start }, at) => {
    const rows = members.reduce((sum, c) => sum + starts[c + 1]! - starts[c]!, 0);
    const stride = Math.max(1, Math.ceil(rows / rowsWanted));
    tasks.set([removed, split, start ? 1 : 0, stride, members.length, ...members], at * words);
    if (start) new Float32Array(buffer, layout.outcomes + at * layout.outcomeBytes + 16, start.length).set(start);
    return stride;
  });
}

function readOutcome(buffer: ArrayBufferLike, outcome: number, move: Move, stride: number, d: number): Trial {
  const view = new DataView(buffer);
  const count = move.members.length + (move.split === NO_ONE ? 0 : 1) - (move.removed === NO_ONE ? 0 : 1);
  const gain = stride * (view.getFloat64(outcome, true) - view.getFloat64(outcome + 8, true));
  return { ...move, gain, centres: new Float32Array(buffer, outcome + 16, count * d).slice() };
}
