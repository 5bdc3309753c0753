/** What a chart hands to the export: one `<svg>` element as text with its size in px. */
export interface ChartDrawing {
  chart: string;
  width: number;
  height: number;
}

const titleRoom = 18;

/**
 * Takes the chart's SVG out of the page; several stand where they stand on the screen, each below the `data-chart-title`
 * of the panel around it. Charts set colours as attributes (`fill="var(--ink)"`), never by class, so that the text stands
 * alone once the variables are resolved.
 */
export function drawingOf(frame: HTMLElement): ChartDrawing | undefined {
  const found = [...frame.querySelectorAll<SVGSVGElement>("svg[data-chart], .recharts-wrapper > svg")];
  const [only] = found;
  if (!only) return undefined;
  if (found.length === 1) return { chart: new XMLSerializer().serializeToString(plainCopy(only)), ...sizeOf(only) };
  const origin = frame.getBoundingClientRect();
  const panels = found.map((svg) => {
    const { left, top } = svg.getBoundingClientRect();
    const copy = plainCopy(svg);
    copy.setAttribute("x", String(left - origin.left));
    copy.setAttribute("y", String(top - origin.top + titleRoom));
    return new XMLSerializer().serializeToString(copy) + panelTitle(svg, left - origin.left, top - origin.top);
  });
  const height = origin.height + titleRoom;
  return { chart: `<svg xmlns="http://www.w3.org/2000/svg" width="${origin.width}" height="${height}">${panels.join("")}</svg>`, width: origin.width, height };
}

function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  return { width, height };
}

function plainCopy(svg: SVGSVGElement): SVGSVGElement {
  const { width, height } = sizeOf(svg);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  copy.querySelectorAll("[data-screen-only]").forEach((element) => element.remove());
  // Cursors, focus and the like belong to the page.
  copy.querySelectorAll("[class], [tabindex]").forEach((element) => {
    element.removeAttribute("class");
    element.removeAttribute("tabindex");
  });
  copy.querySelectorAll("text").forEach((text) => {
    if (!text.getAttribute("font-size")) text.setAttribute("font-size", "11");
  });
  return copy;
}

function panelTitle(svg: SVGSVGElement, x: number, y: number): string {
  const title = svg.closest("[data-chart-title]")?.getAttribute("data-chart-title");
  if (!title) return "";
  const element = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({ x, y: y + titleRoom - 5, "font-size": 11.5, "font-weight": 600, fill: "var(--ink)" })) element.setAttribute(name, String(value));
  element.textContent = title;
  return new XMLSerializer().serializeToString(element);
}
