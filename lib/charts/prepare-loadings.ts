export interface LoadingRow {
  feature: string;
  /** One per component, in order. */
  loadings: number[];
}

export interface LoadingsModel {
  rows: LoadingRow[];
  capNote?: string;
}

/**
 * Loadings by feature (the input has one array per component), those that weigh most on the first `componentCount`
 * components first, at most `limit`.
 */
export function prepareLoadings(components: number[][], features: string[], componentCount = 3, limit = 20): LoadingsModel {
  const shown = components.slice(0, componentCount);
  const rows = features.map((feature, j) => ({ feature, loadings: shown.map((component) => component[j] ?? 0) }));
  const weight = (row: LoadingRow) => Math.max(0, ...row.loadings.map(Math.abs));
  rows.sort((a, b) => weight(b) - weight(a));
  return { rows: rows.slice(0, limit), ...(rows.length > limit && { capNote: `top ${limit} of ${rows.length} features by weight` }) };
}

export interface BiplotArrow {
  feature: string;
  /** End of the arrow in the plane of the first two components, scaled to the points. */
  x: number;
  y: number;
}

/**
 * Arrows of the features that weigh most on the first two components, scaled so that the longest reaches
 * 80 % of the way to the nearer border of the points' range.
 */
export function prepareBiplotArrows(components: number[][], features: string[], xRange: readonly [number, number], yRange: readonly [number, number], limit = 12): BiplotArrow[] {
  const [first = [], second = []] = components;
  const arrows = features.map((feature, j) => ({ feature, x: first[j] ?? 0, y: second[j] ?? 0 }));
  arrows.sort((a, b) => Math.hypot(b.x, b.y) - Math.hypot(a.x, a.y));
  const longest = arrows[0] ? Math.hypot(arrows[0].x, arrows[0].y) : 0;
  if (longest === 0) return [];
  const reach = 0.8 * Math.min(Math.max(...xRange.map(Math.abs)), Math.max(...yRange.map(Math.abs)));
  return arrows.slice(0, limit).map(({ feature, x, y }) => ({ feature, x: (x / longest) * reach, y: (y / longest) * reach }));
}
