import { html, Markup } from "./html";
import { reportStyle } from "./report-style";

/** A page for a public link that shows nothing: what is the matter, and what to do. */
export function noticeDocument(title: string, text: string): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${title}</title><link rel="icon" href="data:,"><style>${new Markup(reportStyle)}</style></head>
<body><main><h1>${title}</h1><p class="lead muted">${text}</p></main></body></html>`.text;
}
