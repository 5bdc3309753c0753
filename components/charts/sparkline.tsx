import { linePath } from "./small-multiples";

/** A course small enough for a table's cell, from zero up. */
export function Sparkline({ values, label, color = "var(--accent)", width = 84, height = 20 }: { values: number[]; label: string; color?: string; width?: number; height?: number }) {
  const most = Math.max(1, ...values);
  return (
    <svg role="img" aria-label={label} width={width} height={height} className="block">
      <path d={linePath(values, width - 2, (value) => height - 1.5 - (value / most) * (height - 3))} transform="translate(1 0)" fill="none" stroke={color} strokeWidth={1.25} strokeLinejoin="round" />
    </svg>
  );
}
