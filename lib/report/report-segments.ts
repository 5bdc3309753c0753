import { formatCount, formatQuantity, formatSigned } from "../charts/format-quantity";
import { formatShare } from "../charts/format-share";
import { segmentColor } from "../charts/segment-color";
import type { ReportReader } from "../schemas/report";
import type { Evidence, Segment } from "../schemas/segmentation";
import { html, type Markup } from "./html";
import { smallestGroup } from "./without-small-groups";

/** The strongest pieces of evidence that a report shows per segment; one whose interval includes zero tells nothing. */
const shownEvidence = 6;

/** Who each segment is: name, size, description, and the evidence with its intervals. */
export function segmentSections(segments: Segment[], reader: ReportReader): Markup {
  return html`<section><h2>Who are they? <small>what sets each segment apart from all other rows</small></h2>
    ${segments.map((segment) => segmentSection(segment, reader))}
    <p class="small muted">d: difference of the means in pooled standard deviations (Cohen); h: difference of two shares (Cohen). The bar is its 95 % interval.</p></section>`;
}

function segmentSection(segment: Segment, reader: ReportReader): Markup {
  const hidden = reader === "public" && segment.size < smallestGroup;
  const automatic = segment.description === segment.automaticDescription;
  // The figures stand in the table: the sentences can do without them.
  const description = automatic ? segment.description.replace(/ \((?:d|h) = [^)]*\)/gu, "") : segment.description;
  return html`<article class="segment" style="border-color:${segmentColor(segment.segment)}">
    <header><h3>${segment.name}</h3><span>${formatCount(segment.size)} ${segment.size === 1 ? "row" : "rows"}, ${formatShare(segment.shareRatio)}</span>${stabilityBadge(segment)}</header>
    <p>${hidden ? `Fewer than ${smallestGroup} rows: figures about so few are left out of a public report.` : description}</p>
    ${evidenceTable(segment)}
  </article>`;
}

function stabilityBadge({ stability }: Segment): Markup | undefined {
  return stability && html`<span class="badge ${stability.jaccard >= 0.75 ? "good" : "warning"}">${stability.reading}, ${stability.jaccard.toFixed(2)}</span>`;
}

function evidenceTable({ evidence, name }: Segment): Markup | undefined {
  const shown = evidence.filter(({ low95, high95 }) => low95 > 0 || high95 < 0).slice(0, shownEvidence);
  if (shown.length === 0) return undefined;
  const reach = Math.max(...shown.flatMap(({ low95, high95 }) => [Math.abs(low95), Math.abs(high95)]), 0.1);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Evidence for ${name}"><table class="evidence">
    <thead><tr><th scope="col">Feature</th><th scope="col" class="number">Segment</th><th scope="col" class="number">All rows</th><th scope="col">Below or above</th><th scope="col" class="number">Effect, 95 % interval</th></tr></thead>
    <tbody>${shown.map((entry) => evidenceRow(entry, reach))}</tbody></table></div>`;
}

function evidenceRow(entry: Evidence, reach: number): Markup {
  const isShare = entry.category !== undefined;
  const format = (value: number): string => (isShare ? formatShare(value, 0) : formatQuantity(value));
  return html`<tr>
    <th scope="row">${entry.feature}${isShare && `: ${entry.category}`}${entry.used === false && html` <span class="muted">not used</span>`}</th>
    <td class="number">${format(entry.value)}</td><td class="number muted">${format(entry.overall)}</td>
    <td>${intervalDrawing(entry, reach)}</td>
    <td class="number">${isShare ? "h" : "d"} ${formatSigned(entry.effectSize, 2)} <span class="muted">(${formatSigned(entry.low95, 2)} to ${formatSigned(entry.high95, 2)})</span></td>
  </tr>`;
}

const drawingWidth = 150;

/** The interval as a bar about zero, on the scale of the segment's widest. */
function intervalDrawing({ low95, high95, effectSize }: Evidence, reach: number): Markup {
  const x = (effect: number): string => ((effect / reach + 1) * (drawingWidth / 2 - 4) + 4).toFixed(1);
  const color = `var(--${effectSize < 0 ? "below" : "above"})`;
  return html`<svg viewBox="0 0 ${drawingWidth} 14" aria-hidden="true"><line x1="${x(0)}" x2="${x(0)}" y1="0" y2="14" stroke="var(--line-strong)" stroke-width="0.7"/><line x1="${x(low95)}" x2="${x(high95)}" y1="7" y2="7" stroke="${color}" stroke-width="3" stroke-linecap="round" opacity="0.4"/><circle cx="${x(effectSize)}" cy="7" r="3" fill="${color}"/></svg>`;
}

/** What the rule book suggests, per segment. */
export function actionSections(segments: Segment[]): Markup | undefined {
  const advised = segments.filter(({ recommendations }) => (recommendations?.length ?? 0) > 0);
  if (advised.length === 0) return undefined;
  return html`<section><h2>What could be done? <small>suggestions of the rule book; the words in braces are to be filled in</small></h2>
    ${advised.map((segment) => html`<h3><span class="dot" style="background:${segmentColor(segment.segment)}"></span>${segment.name}</h3>
      ${(segment.recommendations ?? []).map(
        (each) => html`<div class="action"><strong>${each.title}</strong>${each.channel && html` <span class="muted">· ${each.channel}</span>`}${each.message && html`<div class="message">${each.message}</div>`}</div>`,
      )}`)}</section>`;
}
