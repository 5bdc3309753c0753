import type { BiplotArrow } from "@/lib/charts/prepare-loadings";
import { shortenMiddle } from "@/lib/charts/shorten-middle";

interface BiplotArrowsProps {
  arrows: BiplotArrow[];
  scales: { x: (value: number) => number; y: (value: number) => number };
  /** Width of the plot's area, px. */
  width: number;
}

const CHARACTER_PX = 6.4;

/** Features as arrows from the middle: pointing the same way, they grow together. */
export function BiplotArrows({ arrows, scales: { x, y }, width }: BiplotArrowsProps) {
  return (
    <g>
      {arrows.map((arrow) => {
        const end = { x: x(arrow.x), y: y(arrow.y) };
        const angle = Math.atan2(end.y - y(0), end.x - x(0));
        const head = [2.6, -2.6].map((turn) => `${end.x + 7 * Math.cos(angle + turn)},${end.y + 7 * Math.sin(angle + turn)}`);
        const name = shortenMiddle(arrow.feature, 22);
        return (
          <g key={arrow.feature}>
            <line x1={x(0)} y1={y(0)} x2={end.x} y2={end.y} stroke="var(--ink)" strokeWidth={1.25} />
            <path d={`M${head[0]}L${end.x},${end.y}L${head[1]}`} fill="none" stroke="var(--ink)" strokeWidth={1.25} />
            <text {...namePlace(end, angle, name.length * CHARACTER_PX, width)} fontSize={11} fontWeight={500} fill="var(--ink)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">{name}</text>
          </g>
        );
      })}
    </g>
  );
}

/** Beyond the arrow's head; over or under it where the name would leave the plot. */
function namePlace(end: { x: number; y: number }, angle: number, namePx: number, width: number): { x: number; y: number; textAnchor: "start" | "middle" | "end" } {
  const rightwards = Math.cos(angle);
  if (rightwards > 0.2 && end.x + 6 + namePx > width) return { x: width - 2, y: end.y + (Math.sin(angle) > 0 ? 16 : -8), textAnchor: "end" };
  return { x: end.x + 6 * rightwards, y: end.y + 10 * Math.sin(angle) + 4, textAnchor: rightwards < -0.2 ? "end" : rightwards > 0.2 ? "start" : "middle" };
}
