export interface DrawnPoints {
  /** Screen positions in CSS px within the plot. */
  px: Float32Array;
  py: Float32Array;
  segments: Int32Array;
  colorOf: (segment: number) => string;
  width: number;
  height: number;
  radius: number;
  opacity: number;
  /** Points of other segments are faded when set. */
  highlighted?: number;
}

const SQUARES_FROM_RADIUS = 1.6;

/** Draws all points; 100,000 take some tens of milliseconds: colours are set once per run of a segment and small points are squares. */
export function drawPoints(context: CanvasRenderingContext2D, { px, py, segments, colorOf, width, height, radius, opacity, highlighted }: DrawnPoints): void {
  context.clearRect(0, 0, width, height);
  let current: number | undefined;
  const asSquares = radius < SQUARES_FROM_RADIUS;
  context.beginPath();
  for (let i = 0; i < px.length; i += 1) {
    const segment = segments[i] ?? -1;
    if (segment !== current) {
      context.fill();
      context.beginPath();
      context.fillStyle = colorOf(segment);
      context.globalAlpha = highlighted !== undefined && highlighted !== segment ? 0.12 : opacity;
      current = segment;
    }
    const x = px[i] ?? 0;
    const y = py[i] ?? 0;
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    if (asSquares) {
      context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    } else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
      // Overlapping arcs of one path would hide each other's transparency.
      context.fill();
      context.beginPath();
    }
  }
  context.fill();
  context.globalAlpha = 1;
}

/** Radius and opacity by the number of points: few are dots, many a mist. */
export function pointLook(count: number): { radius: number; opacity: number } {
  if (count <= 2_000) return { radius: 2.6, opacity: 0.8 };
  if (count <= 10_000) return { radius: 2, opacity: 0.65 };
  if (count <= 40_000) return { radius: 1.4, opacity: 0.55 };
  return { radius: 1, opacity: 0.45 };
}
