import { describe, expect, it } from "vitest";
import type { DurationSample } from "@/lib/engagement/duration-sample";
import { estimateOf, fitWithin, type IndicatorRows } from "@/lib/engagement/within-least-squares";
import { durationEffects } from "@/lib/services/engagement-effects";

function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

/** Groups of 1 to 20 rows; kinds of one, several or no term; y with a part of the group and of each term. */
function randomRows({ groups, width, kinds, most }: { groups: number; width: number; kinds: number; most: number }): IndicatorRows {
  const draw = drawer(20_261_121);
  const termsOf = Array.from({ length: kinds }, (_, kind) => [...new Set(Array.from({ length: most === 1 ? 1 : draw(most + 1) }, () => (kind < width ? kind : draw(width))))]);
  const [kindOf, y, groupStarts]: [number[], number[], number[]] = [[], [], [0]];
  for (let g = 0; g < groups; g++) {
    const level = draw(100);
    for (let rows = 1 + draw(20); rows > 0; rows--) {
      kindOf.push(draw(kinds));
      y.push(level + (termsOf[kindOf.at(-1) ?? 0] ?? []).reduce((sum, term) => sum + term, 0) + draw(1000) / 50);
    }
    groupStarts.push(y.length);
  }
  const starts = termsOf.reduce((ends, terms) => [...ends, (ends.at(-1) ?? 0) + terms.length], [0]);
  return { width, starts: Uint32Array.from(starts), terms: Uint8Array.from(termsOf.flat()), kinds: Uint32Array.from(kindOf), y: Float64Array.from(y), groupStarts: Uint32Array.from(groupStarts) };
}

/** The same with every row written out, centred, and gone through term by term. */
function denseTwin(rows: IndicatorRows, clusters: "groups" | "rows"): (combination: Float64Array) => { value: number; error: number } {
  const { width, starts, terms, kinds, groupStarts } = rows;
  const x = Array.from(kinds, (kind) => Array.from({ length: width }, (_, j) => Number(terms.subarray(starts[kind], starts[kind + 1]).includes(j))));
  const y = Array.from(rows.y);
  const groups = Array.from(groupStarts.subarray(1), (to, g) => Array.from({ length: to - groupStarts[g]! }, (_, i) => groupStarts[g]! + i));
  for (const group of groups) {
    const mean = (of: (i: number) => number) => group.reduce((sum, i) => sum + of(i), 0) / group.length;
    const [means, level] = [Array.from({ length: width }, (_, j) => mean((i) => x[i]![j]!)), mean((i) => y[i]!)];
    for (const i of group) [x[i], y[i]] = [x[i]!.map((value, j) => value - means[j]!), y[i]! - level];
  }
  const square = (left: number[][]) => Array.from({ length: width }, (_, i) => Array.from({ length: width }, (__, j) => left.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
  const normal = square(x);
  const scale = Math.max(1, ...normal.map((row, j) => row[j]!));
  for (let j = 0; j < width; j++) normal[j]![j]! += 1e-9 * scale;
  const beta = solved(normal, Array.from({ length: width }, (_, j) => x.reduce((sum, row, i) => sum + row[j]! * y[i]!, 0)));
  const score = (members: number[]) => members.reduce((sum, i) => sum.map((value, j) => value + x[i]![j]! * (y[i]! - x[i]!.reduce((fit, one, t) => fit + one * beta[t]!, 0))), new Array<number>(width).fill(0));
  const scores = (clusters === "groups" ? groups : y.map((_, i) => [i])).map(score);
  const correction = scores.length / (scores.length - 1);
  return (combination) => {
    const half = solved(normal, Array.from(combination));
    const variance = scores.reduce((sum, of) => sum + of.reduce((part, value, j) => part + value * half[j]!, 0) ** 2, 0) * correction;
    return { value: combination.reduce((sum, weight, j) => sum + weight * beta[j]!, 0), error: Math.sqrt(variance) };
  };
}

/** Gaussian elimination with pivots. */
function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let p = 0; p < rows.length; p++) {
    const best = rows.slice(p).reduce((at, row, i) => (Math.abs(row[p]!) > Math.abs(rows[at]![p]!) ? p + i : at), p);
    [rows[p], rows[best]] = [rows[best]!, rows[p]!];
    for (let i = 0; i < rows.length; i++) {
      const factor = i === p ? 0 : rows[i]![p]! / rows[p]![p]!;
      if (factor !== 0) rows[i] = rows[i]!.map((value, j) => value - factor * rows[p]![j]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** Each term less the mean of the first ones. */
function contrasts(width: number, categories: number): Float64Array[] {
  return Array.from({ length: categories }, (_, c) => Float64Array.from({ length: width }, (__, j) => Number(j === c) - (j < categories ? 1 / categories : 0)));
}

describe("least squares within groups", () => {
  it.each([["groups", 300], ["rows", 1]] as const)("is the dense one with clusters of %s", (clusters, groups) => {
    const several = randomRows({ groups: 300, width: 12, kinds: 60, most: 4 });
    const rows = groups === 1 ? { ...several, groupStarts: Uint32Array.of(0, several.y.length) } : several;
    const [fit, twin] = [fitWithin(rows, clusters), denseTwin(rows, clusters)];
    for (const combination of [...contrasts(12, 12), ...contrasts(12, 8)]) {
      const [ours, theirs] = [estimateOf(fit, combination), twin(combination)];
      expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(theirs.value)));
      expect(Math.abs(ours.error - theirs.error)).toBeLessThan(1e-9 * theirs.error);
    }
  });

  it("knows the differences where each row has exactly one term, though not the level", () => {
    const rows = randomRows({ groups: 300, width: 8, kinds: 8, most: 1 });
    const [fit, twin] = [fitWithin(rows, "groups"), denseTwin(rows, "groups")];
    for (const [c, combination] of contrasts(8, 8).entries()) {
      const [ours, theirs] = [estimateOf(fit, combination), twin(combination)];
      expect(ours.value).toBeCloseTo(theirs.value, 6);
      expect(ours.error).toBeCloseTo(theirs.error, 6);
      expect(Math.abs(ours.value - (c - 3.5))).toBeLessThan(5 * ours.error);
    }
  });

  it("has no error to tell where there is one cluster", () => {
    const rows = randomRows({ groups: 1, width: 3, kinds: 5, most: 2 });
    expect(estimateOf(fitWithin(rows, "groups"), Float64Array.of(1, -1, 0)).error).toBeNaN();
  });
});

describe("what leads to longer events", () => {
  it("counts an event for each of its categories, and says nothing of rare ones", () => {
    const cells = Uint32Array.from({ length: 120 }, (_, i) => (i < 5 ? 4 : 1 + (i % 3)));
    const sample: DurationSample = {
      cells, quarters: new Uint8Array(120), weekends: new Uint8Array(120), minutes: Float64Array.from(cells, (cell, i) => (cell === 2 ? 30 : 20) + (i % 2)),
      userStarts: Uint32Array.of(0, 40, 80, 120), categories: ["Comedy", "Drama", "Rare"], cellStarts: Uint32Array.of(0, 0, 1, 2, 4, 5), categoriesOfCells: Uint32Array.of(0, 1, 0, 1, 2),
    };
    const effects = durationEffects(sample, true);
    expect(effects.map(({ category, sampleEvents }) => [category, sampleEvents])).toEqual([["Drama", 120], ["Comedy", 120]]);
    expect(effects.map(({ events }) => events)).toEqual([cells.filter((cell) => cell === 2 || cell === 3).length, cells.filter((cell) => cell === 1 || cell === 3).length]);
  });
});
