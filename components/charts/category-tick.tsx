import { shortenMiddle } from "@/lib/charts/shorten-middle";

interface CategoryTickProps {
  x?: number | string;
  y?: number | string;
  payload?: { value: unknown };
  /** Characters that fit. */
  limit: number;
}

/** A category's name beside its bar on one line: Recharts would break it wherever a space is. */
export function CategoryTick({ x = 0, y = 0, payload, limit }: CategoryTickProps) {
  const name = String(payload?.value ?? "");
  return (
    <text x={Number(x) - 2} y={Number(y) + 4} textAnchor="end" fontSize={11.5} fill="var(--ink)">
      {shortenMiddle(name, limit)}
      <title>{name}</title>
    </text>
  );
}
