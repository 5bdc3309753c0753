/** What a chart hands to the export: one `<svg>` element as text with its size in px. */
export interface ChartDrawing {
  chart: string;
  width: number;
  height: number;
}

/**
 * Takes the chart's SVG out of the page. Charts set colours as attributes (`fill="var(--ink)"`), never by class,
 * so that the text stands alone once the variables are resolved.
 */
export function drawingOf(frame: HTMLElement): ChartDrawing | undefined {
  const svg = frame.querySelector<SVGSVGElement>("svg[data-chart], .recharts-wrapper > svg");
  if (!svg) return undefined;
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  copy.querySelectorAll("[data-screen-only]").forEach((element) => element.remove());
  copy.querySelectorAll("text").forEach((text) => {
    if (!text.getAttribute("font-size")) text.setAttribute("font-size", "11");
  });
  return { chart: new XMLSerializer().serializeToString(copy), width, height };
}
