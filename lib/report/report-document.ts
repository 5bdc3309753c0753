import { algorithmNames, describeParameters } from "../charts/algorithm-words";
import { formatCount } from "../charts/format-quantity";
import { formatInstant } from "../charts/format-time";
import { type Fact, methodFacts, qualityFacts } from "../charts/method-facts";
import type { Report } from "../schemas/report";
import { html, Markup } from "./html";
import { reportCaveats } from "./report-caveats";
import { componentTable, keyFigures, profileTable, shareBar } from "./report-figures";
import { actionSections, segmentSections } from "./report-segments";
import { reportStyle } from "./report-style";

const mark = html`<svg viewBox="0 0 20 20" aria-hidden="true" fill="var(--accent)"><rect x="0.5" y="1.5" width="8" height="8" rx="2"/><rect x="11.5" y="0" width="8" height="8" rx="2" opacity="0.45"/><rect x="0.5" y="11.5" width="8" height="8" rx="2" opacity="0.7"/><rect x="10.5" y="11.5" width="8" height="8" rx="2"/></svg>`;

/**
 * A run's report as one HTML file that needs nothing else: styles and drawings are in it, and it asks for nothing.
 * @param tools whether it stands in the product, with links back, to the file, and to the printer (which needs a script)
 */
export function reportDocument(report: Report, tools = false): string {
  const { run } = report;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<title>${run.name} · report</title><link rel="icon" href="data:,"><style>${new Markup(reportStyle)}</style></head>
<body>${tools && toolbar(run.id)}<main>
  <div class="brand">${mark} Segmentation report</div>
  <h1>${run.name}</h1>
  <p class="muted">${formatCount(run.rows)} rows of ${run.datasetName} v${run.datasetVersion} · ${algorithmNames[run.algorithm]}, ${describeParameters(run.parameters)} · ${madeBy(report)}</p>
  ${answer(report)}
  ${run.algorithm === "pca" ? componentTable(run) : [segmentSections(run.segments, report.reader), profileTable(run), actionSections(run.segments)]}
  <section><h2>Read with care</h2><ol>${reportCaveats(report).map((caveat) => html`<li>${caveat}</li>`)}</ol></section>
  <div class="columns">
    <section><h2>Data</h2>${facts(dataFacts(report))}<h2>Quality</h2>${facts(qualityFacts(run))}</section>
    <section><h2>Method</h2>${facts(methodFacts(run))}</section>
  </div>
  <footer>Written by Tessera on ${formatInstant(report.writtenAt)}. With the same data, parameters, seed and kernels the run can be repeated to the byte.${report.reader === "public" && " This public report holds no data about single rows."} Run ${run.id}.</footer>
</main></body></html>`;
  return page.text;
}

function toolbar(runId: string): Markup {
  return html`<nav class="tools" aria-label="Report"><a href="/segmentations/${runId}">Back to the run</a><a href="/api/v1/segmentations/${runId}/report" download>Save as HTML</a><button type="button" class="primary" onclick="print()">Print or save as PDF</button></nav>`;
}

function madeBy({ run }: Report): string {
  const day = (run.finishedAt ?? run.createdAt).slice(0, 10);
  return run.createdBy ? `made by ${run.createdBy}, ${day}` : `made ${day}`;
}

/** The question in a sentence, and the answer in another. */
function answer({ run }: Report): Markup {
  const features = run.features.length <= 6 ? run.features.join(", ") : `${run.features.slice(0, 5).join(", ")} and ${run.features.length - 5} more features`;
  const question = run.algorithm === "pca" ? `Which few directions sum up ${features} in ${run.datasetName}?` : `Which groups of rows are alike in ${run.datasetName}, judged by ${features}?`;
  return html`<section><h2>Question and answer</h2><p class="muted">${question}</p>
    ${run.details && html`<p class="lead"><strong>${run.details.reading.verdict}</strong> ${run.details.reading.sentence}</p>`}
    ${keyFigures(run)}${run.algorithm !== "pca" && shareBar(run)}</section>`;
}

function dataFacts({ run, data, reader }: Report): Fact[] {
  return [
    ["Dataset", `${run.datasetName}, version ${run.datasetVersion}`],
    ...(reader === "team" ? [["File", data.fileName] as Fact] : []),
    ["Rows", `${formatCount(run.rows)} read, ${formatCount(data.rejectedRows)} rejected`],
    ["SHA-256", data.sha256],
  ];
}

function facts(entries: Fact[]): Markup {
  return html`<dl class="facts">${entries.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
