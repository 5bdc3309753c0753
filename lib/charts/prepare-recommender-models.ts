import type { Figure, ModelFigures, RecommenderVersion } from "../schemas/recommender";

/** One model beside the others: the version looked at, another version, or a baseline. */
export interface ComparedModel {
  key: string;
  label: string;
  kind: "model" | "version" | "baseline";
  figures: ModelFigures;
}

/** The shown version first, other finished versions, then the shown version's baselines. `labelOf` names an algorithm. */
export function compareModels(shown: RecommenderVersion, versions: readonly RecommenderVersion[], labelOf: (version: RecommenderVersion) => string): ComparedModel[] {
  const models = shown.quality?.models ?? [];
  const own = models.find(({ isBaseline }) => !isBaseline) ?? models[0];
  if (!own) return [];
  const others = versions.flatMap((version): ComparedModel[] => {
    const model = version.quality?.models.find(({ isBaseline }) => !isBaseline) ?? version.quality?.models[0];
    return version.number === shown.number || !model ? [] : [{ key: `v${version.number}`, label: `${labelOf(version)} v${version.number}`, kind: "version", figures: model.figures }];
  });
  const baselines = models.filter((model) => model !== own).map(({ key, label, isBaseline, figures }): ComparedModel => ({ key, label, kind: isBaseline ? "baseline" : "model", figures }));
  return [{ key: `v${shown.number}`, label: `${labelOf(shown)} v${shown.number}`, kind: "model", figures: own.figures }, ...others, ...baselines];
}

export interface WhiskerBar {
  key: string;
  label: string;
  kind: ComparedModel["kind"];
  figure: Figure;
}

export interface ModelWhiskers {
  /** Best first; without a direction, in the models' own order. */
  bars: WhiskerBar[];
  /** What the axis spans, whiskers included. */
  range: [number, number];
}

/**
 * One figure of every model that has it. Where lower is better the axis starts near the smallest value, for such errors lie
 * far from zero and close together; otherwise it starts at zero.
 */
export function prepareModelWhiskers(models: readonly ComparedModel[], measure: keyof ModelFigures, better: "higher" | "lower" | "neither"): ModelWhiskers {
  const bars = models.flatMap(({ key, label, kind, figures }): WhiskerBar[] => (figures[measure] ? [{ key, label, kind, figure: figures[measure] }] : []));
  const ordered = better === "neither" ? bars : bars.toSorted((a, b) => (better === "higher" ? b.figure.value - a.figure.value : a.figure.value - b.figure.value));
  const lows = bars.map(({ figure }) => figure.low95 ?? figure.value);
  const highs = bars.map(({ figure }) => figure.high95 ?? figure.value);
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  if (bars.length === 0) return { bars: [], range: [0, 1] };
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  return { bars: ordered, range: better === "lower" ? [Math.max(0, low - pad), high + pad] : [Math.min(0, low), high > 0 ? high + pad / 2 : 1] };
}

/** Key of the best model of a figure; undefined where there is no better. */
export function bestModel(models: readonly ComparedModel[], measure: keyof ModelFigures, better: "higher" | "lower" | "neither"): string | undefined {
  return better === "neither" ? undefined : prepareModelWhiskers(models, measure, better).bars[0]?.key;
}
