import { gapChoice, gapStatistic, type Gap } from "../kernels/gap";
import { hopkins } from "../kernels/hopkins";
import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import type { AdviceResult } from "../schemas/advice";

type Structure = AdviceResult["structure"];

/** Rows of the sets that the gap compares; more cost time and change nothing that matters. */
export const structureSampleSize = 1000;
const gapReferences = 10;
/** Below this the rows lie no closer together than random points. */
const uniformHopkins = 0.6;

export interface StructureEvidence {
  hopkins: number;
  gaps: Gap[];
  /** The largest mean silhouette over the judged numbers of segments; NaN when none is defined. */
  bestSilhouette: number;
}

/** Hopkins' statistic and the gap for 1 and the given numbers of segments, on a sample of rows. */
export async function gatherStructure(sample: Matrix, ks: number[], seed: number, control: KernelControl): Promise<Omit<StructureEvidence, "bestSilhouette">> {
  const statistic = await hopkins(sample, { seed }, { signal: control.signal });
  const gaps = await gapStatistic(sample, { ks: [1, ...ks], seed, references: gapReferences }, control);
  return { hopkins: statistic, gaps };
}

/**
 * Whether there is anything to find, before anybody believes in segments that noise would give as well.
 * "none": the rows lie like random points (Hopkins < 0.6), or the gap supports a single group and no split is clear
 * (best silhouette < 0.5). Otherwise by the best silhouette: ≥ 0.7 strong, ≥ 0.5 reasonable, else weak
 * (Kaufman & Rousseeuw 1990).
 */
export function judgeStructure({ hopkins: statistic, gaps, bestSilhouette }: StructureEvidence): Structure {
  const choice = gapChoice(gaps);
  const atOne = gaps[0]?.gap ?? Number.NaN;
  const verdict = verdictOf(statistic, choice, bestSilhouette);
  const figures = `Hopkins ${finiteText(statistic)}, best silhouette ${finiteText(bestSilhouette)}, the gap supports ${choice === 1 ? "a single group" : `${choice} groups`}`;
  const sentences: Record<Structure["verdict"], string> = {
    none: `No structure found: any segments here would be cut out of an even spread of rows (${figures}).`,
    weak: `Weak structure: segments overlap and could be artificial (${figures}).`,
    reasonable: `Reasonable structure: the rows fall into groups (${figures}).`,
    strong: `Strong structure: the rows fall into well separated groups (${figures}).`,
  };
  return {
    verdict,
    hopkins: Number.isFinite(statistic) ? statistic : null,
    gapAtOne: Number.isFinite(atOne) ? atOne : null,
    gapChoice: choice,
    sentence: sentences[verdict],
  };
}

function verdictOf(statistic: number, choice: number, bestSilhouette: number): Structure["verdict"] {
  if (statistic < uniformHopkins || Number.isNaN(bestSilhouette)) return "none";
  if (choice === 1 && bestSilhouette < 0.5) return "none";
  if (bestSilhouette >= 0.7) return "strong";
  return bestSilhouette >= 0.5 ? "reasonable" : "weak";
}

function finiteText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "undefined";
}
