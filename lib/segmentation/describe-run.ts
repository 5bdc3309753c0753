import type { FeatureColumn } from "../schemas/feature-column";
import type { Characteristics, Evidence } from "../schemas/segmentation";
import { characteristic } from "./characteristics";
import type { Position } from "./describe-position";
import { describeSegments } from "./describe-segments";
import { columnEvidence, columnFigures, strongestFirst, type ColumnFigures } from "./evidence";
import type { PipelineControl } from "./progress";
import { breathe } from "./progress";
import type { DescribedSegment } from "./result";
import { notSegmented, segmentRows, type SegmentRows } from "./segment-rows";

/** The strongest pieces of evidence that are kept per segment. */
const keptEvidence = 30;

export interface RunDescription {
  segments: DescribedSegment[];
  /** The same figures over all rows that took part. */
  overall: Characteristics;
}

/** Sizes and shares only, without names or evidence: what the command line prints. */
export function countSegments(labels: Int32Array): { segment: number; size: number; shareRatio: number }[] {
  const groups = segmentRows(labels);
  const total = participants(groups);
  return groups.segments.map((segment, at) => ({ segment, size: groups.rows[at]?.length ?? 0, shareRatio: (groups.rows[at]?.length ?? 0) / total }));
}

/**
 * Describes every segment over every column, also those that the clustering did not use.
 * @param labels per table row
 * @param used names of the features that the clustering used
 */
export async function describeRun(columns: FeatureColumn[], labels: Int32Array, used: Set<string>, control: PipelineControl): Promise<RunDescription> {
  const groups = segmentRows(labels);
  const pause = () => breathe(control.signal);
  await pause();
  const population = allParticipants(labels, groups);
  await pause();
  const overall = await characterise(columns, pause, population);
  const figures: ColumnFigures[] = [];
  for (const column of columns) {
    figures.push(columnFigures(column, population));
    await pause();
  }
  const bare = [];
  for (const [at, segment] of groups.segments.entries()) {
    const rows = groups.rows[at] ?? new Uint32Array(0);
    const characteristics = await characterise(columns, pause, rows);
    const found: Evidence[] = [];
    for (const [j, column] of columns.entries()) {
      const own = columnFigures(column, rows);
      const evidence = columnEvidence(column, own, figures[j] ?? own);
      found.push(...evidence.map((entry) => ({ ...entry, used: used.has(column.name) })));
      await pause();
    }
    const evidence = strongestFirst(found).slice(0, keptEvidence);
    const positions = positionsOf(characteristics, overall, used);
    bare.push({ segment, size: rows.length, shareRatio: rows.length / population.length, characteristics, evidence, positions });
    control.onProgress?.("Describing the segments", 0.85 + (0.15 * (at + 1)) / groups.segments.length);
  }
  const texts = describeSegments(bare);
  return { overall, segments: bare.map(({ positions: _, ...entry }, at) => ({ ...entry, name: texts[at]?.name ?? "", description: texts[at]?.description ?? "" })) };
}

/** Each column's figures over some rows, by its name: entries, because a column may be called `__proto__`. */
async function characterise(columns: FeatureColumn[], pause: () => Promise<void>, rows: Uint32Array): Promise<Characteristics> {
  const figures: [string, Characteristics[string]][] = [];
  for (const column of columns) {
    figures.push([column.name, await characteristic(column, pause, rows)]);
    await pause();
  }
  return Object.fromEntries(figures);
}

/** Where the segment's rows lie in each used number that varies. */
function positionsOf(characteristics: Characteristics, overall: Characteristics, used: Set<string>): Position[] {
  return [...used].flatMap((feature) => {
    const [own, all] = [characteristics[feature], overall[feature]];
    if (!own || !all || !("mean" in own) || !("mean" in all)) return [];
    if (own.mean === null || all.mean === null || !all.std) return [];
    return [{ feature, value: own.mean, overall: all.mean, zScore: (own.mean - all.mean) / all.std }];
  });
}

function participants(groups: SegmentRows): number {
  return groups.rows.reduce((sum, rows) => sum + rows.length, 0);
}

function allParticipants(labels: Int32Array, groups: SegmentRows): Uint32Array {
  const all = new Uint32Array(participants(groups));
  let next = 0;
  for (let i = 0; i < labels.length; i += 1) if (labels[i] !== notSegmented) all[next++] = i;
  return all;
}
