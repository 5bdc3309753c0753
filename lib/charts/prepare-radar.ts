import type { ProfileModel } from "./prepare-profile";

export interface RadarModel {
  spokes: { feature: string; used: boolean; x: number; y: number }[];
  shapes: { segment: number; name: string; points: { x: number; y: number; zScore: number }[] }[];
  /** Radius of the circle on which the mean of all rows lies, 0–1. */
  averageRadius: number;
  /** What the centre and the rim stand for, in standard deviations of all rows. */
  range: readonly [number, number];
}

/** More spokes than that can't be read. */
export const mostSpokes = 8;
const leastSpokes = 3;

/**
 * Means of the segments on spokes of one scale: distances from the mean of all rows, in its standard deviations. One
 * scale for all spokes, so that a long spoke is a large difference. Undefined with fewer than three numeric features.
 * @returns places on a circle of radius 1, the first spoke upwards, then clockwise
 */
export function prepareRadar(profile: ProfileModel): RadarModel | undefined {
  const indices = profile.features.map((_, j) => j).filter((j) => profile.segments.every(({ cells }) => typeof cells[j]?.zScore === "number")).slice(0, mostSpokes);
  if (indices.length < leastSpokes) return undefined;
  const scores = profile.segments.map(({ cells }) => indices.map((j) => cells[j]?.zScore ?? 0));
  const reach = Math.max(0.5, ...scores.flat().map(Math.abs));
  const range = [-reach * 1.15, reach * 1.05] as const;
  const radius = (zScore: number) => (zScore - range[0]) / (range[1] - range[0]);
  const place = (spoke: number, r: number) => {
    const angle = (2 * Math.PI * spoke) / indices.length - Math.PI / 2;
    return { x: r * Math.cos(angle), y: r * Math.sin(angle) };
  };
  return {
    spokes: indices.map((j, spoke) => ({ feature: profile.features[j]?.name ?? "", used: profile.features[j]?.used ?? false, ...place(spoke, 1) })),
    shapes: profile.segments.map(({ segment, name }, s) => ({ segment, name, points: indices.map((_, spoke) => ({ ...place(spoke, radius(scores[s]?.[spoke] ?? 0)), zScore: scores[s]?.[spoke] ?? 0 })) })),
    averageRadius: radius(0),
    range,
  };
}
