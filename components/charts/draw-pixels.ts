import type { DrawnPoints } from "./draw-points";

/**
 * Draws points as small squares straight into the canvas's pixels: 100,000 take some milliseconds, where a path takes tens.
 * @param pixelRatio device px per CSS px
 */
export function drawPixels(context: CanvasRenderingContext2D, { px, py, segments, colorOf, width, height, radius, opacity, highlighted }: DrawnPoints, pixelRatio: number): void {
  const columns = Math.max(1, Math.round(width * pixelRatio));
  const rows = Math.max(1, Math.round(height * pixelRatio));
  const image = context.createImageData(columns, rows);
  const pixels = image.data;
  const side = Math.max(1, Math.round(2 * radius * pixelRatio));
  const looks = new Map<number, [red: number, green: number, blue: number, alpha: number]>();
  for (let i = 0; i < px.length; i += 1) {
    const segment = segments[i] ?? -1;
    let look = looks.get(segment);
    if (!look) {
      look = [...channels(colorOf(segment)), highlighted !== undefined && highlighted !== segment ? 0.12 : opacity];
      looks.set(segment, look);
    }
    const left = Math.round((px[i] ?? 0) * pixelRatio - side / 2);
    const top = Math.round((py[i] ?? 0) * pixelRatio - side / 2);
    for (let y = Math.max(0, top); y < Math.min(rows, top + side); y += 1) {
      for (let x = Math.max(0, left); x < Math.min(columns, left + side); x += 1) blend(pixels, 4 * (y * columns + x), look);
    }
  }
  context.putImageData(image, 0, 0);
}

/** Source over destination, as a canvas composes colours. */
function blend(pixels: Uint8ClampedArray, at: number, [red, green, blue, alpha]: [number, number, number, number]): void {
  const below = ((pixels[at + 3] ?? 0) / 255) * (1 - alpha);
  const together = alpha + below;
  pixels[at] = (red * alpha + (pixels[at] ?? 0) * below) / together;
  pixels[at + 1] = (green * alpha + (pixels[at + 1] ?? 0) * below) / together;
  pixels[at + 2] = (blue * alpha + (pixels[at + 2] ?? 0) * below) / together;
  pixels[at + 3] = 255 * together;
}

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
