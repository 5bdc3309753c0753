import type { ColumnProfile } from "@/lib/schemas/column";
import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";

const width = 64;
const height = 24;

/** How a column's values spread: one bar per range for numbers and times, one per value for categories. */
export function MiniHistogram({ column }: { column: ColumnProfile }) {
  const bars = barsOf(column);
  if (bars.length < 2) return <span className="text-muted">–</span>;
  const highest = Math.max(1, ...bars.map((bar) => bar.count));
  const step = width / bars.length;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`Distribution of ${column.name}: ${bars.length} bars, the highest ${formatCount(highest)} rows`} className="block">
      {bars.map((bar, position) => {
        const barHeight = bar.count === 0 ? 0 : Math.max(1, (bar.count / highest) * (height - 1));
        return (
          <rect key={position} x={position * step + 0.5} y={height - barHeight} width={Math.max(1, step - 1)} height={barHeight} className="fill-accent opacity-70">
            <title>{`${bar.label}: ${formatCount(bar.count)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function barsOf({ histogram, topValues, type }: ColumnProfile): { label: string; count: number }[] {
  if (histogram && histogram.length > 0) {
    const time = type === "date" || type === "timestamp";
    const edge = (value: number) => (time ? new Date(value).toISOString().slice(0, 10) : formatQuantity(value));
    return histogram.map(({ from, to, count }) => ({ label: `${edge(from)} … ${edge(to)}`, count }));
  }
  return (topValues ?? []).map(({ value, count }) => ({ label: value, count }));
}
