import { type NamedPoint, placePointNames } from "@/lib/charts/place-point-names";

interface PointNamesProps {
  /** In the data's units. */
  points: NamedPoint[];
  scales: { x: (value: number) => number; y: (value: number) => number };
  area: { width: number; height: number };
}

/** The names of few points, each beside its own. */
export function PointNames({ points, scales, area }: PointNamesProps) {
  const placed = placePointNames(points.map(({ x, y, name }) => ({ x: scales.x(x), y: scales.y(y), name })), area);
  return (
    <g fontSize={11}>
      {placed.map(({ x, y, anchor, name }) => (
        <text key={`${name} ${x} ${y}`} x={x} y={y} textAnchor={anchor} fill="var(--ink)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">{name}</text>
      ))}
    </g>
  );
}
