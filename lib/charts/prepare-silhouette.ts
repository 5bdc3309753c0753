import type { SilhouettePlot } from "@/lib/schemas/trust";

export interface SilhouetteBand {
  segment: number;
  name: string;
  rows: number;
  negativeRows: number;
  mean: number;
  /** Place of the band on the plot, 0 … 1 from the top. */
  from: number;
  to: number;
  /** Best first; drawn from the top of the band to its end. */
  silhouettes: number[];
  rowIds: number[];
}

export interface SilhouetteModel {
  bands: SilhouetteBand[];
  /** Range of the axis: holds 0 and every value. */
  range: readonly [number, number];
  mean: number | null;
  note?: string;
}

/** Between two bands, as a share of the plot; every band gets at least as much. */
const gapRatio = 0.015;
const leastBandRatio = 0.02;

/** Bands of the silhouette plot, as high as their share of the rows, in the order of the segments. */
export function prepareSilhouette(plot: SilhouettePlot, nameOf: (segment: number) => string): SilhouetteModel {
  const { segments, computed, shown, total } = plot;
  const gaps = gapRatio * Math.max(0, segments.length - 1);
  const weights = segments.map(({ rows }) => Math.max(leastBandRatio, rows / Math.max(1, computed)));
  const scale = Math.max(0, 1 - gaps) / Math.max(1e-9, weights.reduce((sum, weight) => sum + weight, 0));
  let from = 0;
  const bands = segments.map((entry, position): SilhouetteBand => {
    const to = from + (weights[position] ?? 0) * scale;
    const band = { ...entry, name: nameOf(entry.segment), from, to };
    from = to + gapRatio;
    return band;
  });
  const values = segments.flatMap(({ silhouettes }) => [silhouettes[0] ?? 0, silhouettes.at(-1) ?? 0]);
  return { bands, range: [Math.min(0, ...values), Math.max(0.1, ...values)], mean: plot.mean, note: noteOf(computed, shown, total) };
}

function noteOf(computed: number, shown: number, total: number): string | undefined {
  const count = (value: number) => value.toLocaleString("en-US");
  const notes = [
    ...(computed < total ? [`Computed for ${count(computed)} of ${count(total)} rows${computed < total * 0.9 ? ", a sample" : "; noise has none"}.`] : []),
    ...(shown < computed ? [`Drawn from ${count(shown)} of them, evenly along each outline.`] : []),
  ];
  return notes.length > 0 ? notes.join(" ") : undefined;
}
