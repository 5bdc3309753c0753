import { PROBLEM_ERROR_BYTE } from "./kmeans-layout";
import { MOST_MEMBERS, NO_ONE, orderRows, tryMoves, writeParts, type Move, type SolvedProblem, type Trial, type TrialLayout } from "./kmeans-trials";
import type { Session } from "./runtime/session";

/** The clusters around one that are looked at with it. */
const NEIGHBOURS = MOST_MEMBERS / 2 - 1;
const SETTLE_TOLERANCE = 2e-5;
const SETTLE_ITERATIONS = 10;
/** A move has to gain this share of the whole error. */
const LEAST_GAIN = 2e-5;
/** What is found on some rows is forgotten once a centre has moved by this share of the root mean square distance. */
const STALE_SHARE = 0.02;
/** Trials on some rows look at so many: enough to tell which moves deserve all of them. */
const SCREEN_CELLS = 30_000;
const SCREEN_ROWS = 3_000;
const LEAST_SCREEN_ROWS = 600;
/** A move that seems to lose no more than this share of the error may still gain on all rows. */
const SLACK = 2e-4;
/** Pairs of neighbours that are tried in a round, for each centre. */
const JOINT_TRIALS = 3;
/** So many of the best splits are paired with so many of the best removals elsewhere. */
const MOST_APART = 40;
const FINAL_CELLS = 500_000;
/** Moves tried on all rows before a round gives up, and how many of them at a time. */
const MOST_FINALISTS = 32;
const FINALISTS_AT_ONCE = 8;
const MOST_ROUNDS = 40;

interface Mending {
  session: Session;
  problem: SolvedProblem;
  layout: TrialLayout;
  centres: Float32Array;
  /** Trials on some rows, with the centres that they began with. */
  known: Map<string, { trial: Trial; from: Float32Array }>;
  error: number;
}

/**
 * Moves single centres of a solved problem to where they lower the error, until none does; its centres are changed in
 * place. Answers the error.
 *
 * A centre is needed least where its removal costs little, and most where a split gains much: every cluster is tried both
 * ways among its neighbours, on some of their rows; the best pairs then on all of them. So a move costs a small part of
 * an iteration over all rows. Source: Ismkhan, "I-k-means-+", Pattern Recognition 79, 2018 (pairs of gain and cost); here
 * both are measured, and pairs that are neighbours are tried together.
 */
export async function mendCentres(session: Session, problem: SolvedProblem, layout: TrialLayout): Promise<number> {
  const { k, columns: d } = problem;
  writeParts(session.buffer, layout);
  const centres = new Float32Array(session.buffer, problem.layout.centres, k * d);
  const mending: Mending = { session, problem, layout, centres, known: new Map(), error: await settle(session, problem) };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = { error: mending.error, centres: centres.slice() };
    orderRows(session.buffer, problem, layout);
    if (!(await moveSome(mending))) break;
    mending.error = await settle(session, problem);
    if (mending.error >= before.error) {
      // On very many rows even the last trials see only some of them.
      centres.set(before.centres);
      return settle(session, problem);
    }
    await session.breathe();
  }
  return mending.error;
}

/** Lloyd's iterations on all rows. */
async function settle(session: Session, { struct }: SolvedProblem): Promise<number> {
  await session.run("polish", struct, 1, SETTLE_TOLERANCE, SETTLE_ITERATIONS);
  return new DataView(session.buffer).getFloat64(struct + PROBLEM_ERROR_BYTE, true);
}

/** Makes the moves of one round that gain and don't touch each other; answers whether there were any. */
async function moveSome(mending: Mending): Promise<boolean> {
  const { k, columns } = mending.problem;
  const around = nearestCentres(mending.centres, k, columns).map((near, c) => [c, ...near]);
  const splits = await screen(mending, around.map((members, c) => ({ removed: NO_ONE, split: c, members })));
  const removals = await screen(mending, around.map((members, c) => ({ removed: c, split: NO_ONE, members })));
  if (await moveBest(mending, pairsApart(splits, removals))) return true;
  return moveBest(mending, await screen(mending, neighbourPairs(splits, removals)));
}

/** A split here and a removal there, with nothing in common: their gains add up. */
function pairsApart(splits: Trial[], removals: Trial[]): Trial[] {
  const best = (trials: Trial[]) => [...trials].sort((a, b) => b.gain - a.gain).slice(0, MOST_APART);
  const pairs: Trial[] = [];
  for (const { split, members: here, gain, centres } of best(splits)) {
    for (const removal of best(removals)) {
      if (removal.members.some((c) => here.includes(c))) continue;
      // The new centre comes last.
      const found = new Float32Array(centres.length + removal.centres.length);
      const columns = centres.length / (here.length + 1);
      found.set(centres.subarray(0, here.length * columns));
      found.set(removal.centres, here.length * columns);
      found.set(centres.subarray(here.length * columns), found.length - columns);
      pairs.push({ split, removed: removal.removed, members: [...here, ...removal.members], gain: gain + removal.gain, centres: found });
    }
  }
  return pairs;
}

/** A split and a removal that have neighbours in common; those with the best sums of gains, though the sum says little. */
function neighbourPairs(splits: Trial[], removals: Trial[]): Move[] {
  const near: number[][] = splits.map(() => []);
  for (const { removed, members } of removals) for (const c of members) near[c]!.push(removed);
  const pairs: { split: Trial; removal: Trial; sum: number }[] = [];
  for (const split of splits) {
    const partners = new Set(split.members.flatMap((c) => near[c]!));
    partners.delete(split.split);
    for (const c of partners) pairs.push({ split, removal: removals[c]!, sum: split.gain + removals[c]!.gain });
  }
  pairs.sort((a, b) => b.sum - a.sum);
  return pairs.slice(0, JOINT_TRIALS * splits.length).map(({ split, removal }) => ({
    split: split.split,
    removed: removal.removed,
    members: [...new Set([...split.members, ...removal.members])],
  }));
}

/** Tries the most promising moves on all rows of their members and makes those that gain. */
async function moveBest({ session, problem, layout, centres, error }: Mending, hopes: Trial[]): Promise<boolean> {
  const { columns: d } = problem;
  const finalists = hopes.filter(({ gain }) => gain > -SLACK * error).sort((a, b) => b.gain - a.gain).slice(0, MOST_FINALISTS);
  const touched = new Set<number>();
  for (let from = 0; from < finalists.length && touched.size === 0; from += FINALISTS_AT_ONCE) {
    const moves = finalists.slice(from, from + FINALISTS_AT_ONCE).map((hope) => ({ ...hope, start: hope.centres }));
    const trials = await tryMoves(session, problem, layout, moves, Math.max(SCREEN_ROWS, FINAL_CELLS / d));
    for (const { removed, members, gain, centres: found } of trials.sort((a, b) => b.gain - a.gain)) {
      if (gain <= LEAST_GAIN * error || members.some((c) => touched.has(c))) continue;
      const slots = [...members.filter((c) => c !== removed), removed];
      slots.forEach((c, at) => centres.set(found.subarray(at * d, at * d + d), c * d));
      for (const c of members) touched.add(c);
    }
  }
  return touched.size > 0;
}

/** What moves would gain, from some of the rows; as known where no centre around has moved much since. */
async function screen({ session, problem, layout, centres, known, error }: Mending, moves: Move[]): Promise<Trial[]> {
  const { columns: d, rows: n } = problem;
  const reach = (STALE_SHARE * STALE_SHARE * Math.max(0, error)) / n;
  const key = ({ removed, split, members }: Move) => `${removed} ${split} ${members.join(" ")}`;
  const due = moves.filter((move) => {
    const before = known.get(key(move));
    return !before || move.members.some((c, at) => squareBetween(centres, c, before.from, at, d) > reach);
  });
  const rowsWanted = Math.max(LEAST_SCREEN_ROWS, Math.min(SCREEN_ROWS, SCREEN_CELLS / d));
  for (const trial of await tryMoves(session, problem, layout, due, rowsWanted)) {
    const from = new Float32Array(trial.members.length * d);
    trial.members.forEach((c, at) => from.set(centres.subarray(c * d, c * d + d), at * d));
    known.set(key(trial), { trial, from });
  }
  return moves.map((move) => known.get(key(move))!.trial);
}

function squareBetween(a: Float32Array, rowA: number, b: Float32Array, rowB: number, d: number): number {
  let square = 0;
  for (let j = 0; j < d; j++) {
    const difference = a[rowA * d + j]! - b[rowB * d + j]!;
    square += difference * difference;
  }
  return square;
}

/** For each centre the nearest others, nearest first. */
function nearestCentres(centres: Float32Array, k: number, d: number): number[][] {
  return Array.from({ length: k }, (_, c) => {
    const squares = Float64Array.from({ length: k }, (_unused, other) => squareBetween(centres, c, centres, other, d));
    const others = Array.from(squares.keys()).filter((other) => other !== c);
    return others.sort((a, b) => squares[a]! - squares[b]! || a - b).slice(0, NEIGHBOURS);
  });
}
