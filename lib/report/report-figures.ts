import { divergingShade } from "../charts/diverging-shade";
import { formatCount, formatFixed, formatSigned } from "../charts/format-quantity";
import { formatShare } from "../charts/format-share";
import { prepareProfile } from "../charts/prepare-profile";
import { segmentColor } from "../charts/segment-color";
import type { Segmentation } from "../schemas/segmentation";
import { html, type Markup } from "./html";

/** More columns do not fit on paper. */
const shownFeatures = 8;

/** The key figures in a row. */
export function keyFigures({ algorithm, quality = {}, segments, segmentCount, rows }: Segmentation): Markup {
  const stabilities = segments.flatMap(({ stability }) => (stability ? [stability.jaccard] : []));
  const kept = quality.explainedVarianceRatio?.reduce((sum, ratio) => sum + ratio, 0);
  const figures: [string, string | undefined][] = [
    ["rows", formatCount(rows)],
    [segmentCount === 1 ? "segment" : "segments", algorithm === "pca" ? undefined : formatCount(segmentCount)],
    ["components", algorithm === "pca" ? formatCount(quality.explainedVarianceRatio?.length ?? 0) : undefined],
    ["of the variance kept", algorithm === "pca" ? formatShare(kept) : undefined],
    ["silhouette", quality.silhouette === undefined ? undefined : formatFixed(quality.silhouette, 3)],
    ["mean stability (Jaccard)", stabilities.length === 0 ? undefined : formatFixed(stabilities.reduce((sum, each) => sum + each, 0) / stabilities.length, 2)],
    ["noise rows", quality.noise === undefined ? undefined : formatCount(quality.noise)],
  ];
  return html`<dl class="figures">${figures.map(([label, value]) => value !== undefined && html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** How large the segments are, as one bar with its legend. */
export function shareBar({ segments }: Segmentation): Markup | undefined {
  if (segments.length === 0) return undefined;
  return html`<div class="shares" aria-hidden="true">${segments.map(({ segment, shareRatio }) => html`<span style="flex:${shareRatio.toFixed(6)} 1 0;background:${segmentColor(segment)}"></span>`)}</div>
    <ul class="legend">${segments.map(({ segment, name, shareRatio }) => html`<li><span class="dot" style="background:${segmentColor(segment)}"></span>${name} <span class="muted">${formatShare(shareRatio)}</span></li>`)}</ul>`;
}

/** Means of the features per segment against the whole, shaded by how far they lie from it. */
export function profileTable(run: Segmentation): Markup | undefined {
  const { features, segments, capNote } = prepareProfile(run.segments, run.details?.overall ?? {}, run.features, shownFeatures);
  if (features.length === 0 || segments.length === 0) return undefined;
  return html`<section><h2>How do they compare? <small>mean of each feature; below it the distance from all rows in standard deviations${capNote && `; ${capNote}`}</small></h2>
    <div class="scroll" role="region" tabindex="0" aria-label="Profile of the segments"><table>
      <thead><tr><th scope="col">Segment</th>${features.map(({ name }) => html`<th scope="col" class="number" style="white-space:normal">${name}</th>`)}</tr></thead>
      <tbody>
        ${segments.map((segment) => html`<tr><th scope="row"><span class="dot" style="background:${segmentColor(segment.segment)}"></span>${segment.name}</th>
          ${segment.cells.map(({ mean, zScore }, at) => html`<td class="number" style="background:${divergingShade(zScore) ?? "none"}">${formatFixed(mean, features[at]?.decimals ?? 2)}<span class="z">${zScore === null ? "" : `${formatSigned(zScore, 2)} σ`}</span></td>`)}</tr>`)}
        <tr><th scope="row" class="muted">All rows</th>${features.map(({ mean, decimals }) => html`<td class="number muted">${formatFixed(mean, decimals)}</td>`)}</tr>
      </tbody></table></div></section>`;
}

/** What a PCA has instead of segments: its components with their loadings. */
export function componentTable({ quality = {}, details }: Segmentation): Markup | undefined {
  const { components = [], explainedVarianceRatio = [] } = quality;
  const names = details?.preparedFeatures ?? [];
  if (components.length === 0) return undefined;
  const shown = components.slice(0, 6);
  return html`<section><h2>What are the components made of? <small>loadings of the features, −1 to 1${components.length > shown.length && `; the first ${shown.length} of ${components.length}`}</small></h2>
    <div class="scroll" role="region" tabindex="0" aria-label="Loadings of the components"><table>
      <thead><tr><th scope="col">Feature</th>${shown.map((_, c) => html`<th scope="col" class="number">Component ${c + 1}<span class="z">${formatShare(explainedVarianceRatio[c])} of variance</span></th>`)}</tr></thead>
      <tbody>${names.map((name, j) => html`<tr><th scope="row">${name}</th>${shown.map((loadings) => html`<td class="number" style="background:${divergingShade(1.5 * (loadings[j] ?? 0)) ?? "none"}">${formatSigned(loadings[j], 3)}</td>`)}</tr>`)}</tbody></table></div></section>`;
}
