import type { BiplotArrow } from "@/lib/charts/prepare-loadings";
import { shortenMiddle } from "@/lib/charts/shorten-middle";

interface BiplotArrowsProps {
  arrows: BiplotArrow[];
  scales: { x: (value: number) => number; y: (value: number) => number };
}

/** Features as arrows from the middle: pointing the same way, they grow together. */
export function BiplotArrows({ arrows, scales: { x, y } }: BiplotArrowsProps) {
  return (
    <g>
      {arrows.map((arrow) => {
        const end = { x: x(arrow.x), y: y(arrow.y) };
        const angle = Math.atan2(end.y - y(0), end.x - x(0));
        const head = [2.6, -2.6].map((turn) => `${end.x + 7 * Math.cos(angle + turn)},${end.y + 7 * Math.sin(angle + turn)}`);
        return (
          <g key={arrow.feature}>
            <line x1={x(0)} y1={y(0)} x2={end.x} y2={end.y} stroke="var(--ink)" strokeWidth={1.25} />
            <path d={`M${head[0]}L${end.x},${end.y}L${head[1]}`} fill="none" stroke="var(--ink)" strokeWidth={1.25} />
            <text x={end.x + 6 * Math.cos(angle)} y={end.y + 10 * Math.sin(angle) + 4} fontSize={11} fontWeight={500} textAnchor={Math.cos(angle) < -0.2 ? "end" : Math.cos(angle) > 0.2 ? "start" : "middle"} fill="var(--ink)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">
              {shortenMiddle(arrow.feature, 22)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
