import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";

interface HistogramBarsProps {
  bars: { from: number; to: number; count: number }[];
  /** For screen readers: "Distribution of Fresh". */
  label: string;
  width?: number;
  height?: number;
  color?: string;
  formatValue?: (value: number) => string;
}

/** A histogram small enough for a table's cell; a bar's range and count show on hover. */
export function HistogramBars({ bars, label, width = 96, height = 24, color = "var(--accent)", formatValue = formatQuantity }: HistogramBarsProps) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const barWidth = width / Math.max(1, bars.length);
  const range = bars.length > 0 ? `${formatValue(bars[0]?.from ?? 0)} to ${formatValue(bars.at(-1)?.to ?? 0)}` : "no values";
  return (
    <svg data-chart width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}, ${range}`}>
      {bars.map((bar, position) => {
        // A bar that holds anything is seen.
        const barHeight = bar.count === 0 ? 0 : Math.max(1, (bar.count / most) * (height - 1));
        return (
          <g key={position}>
            <rect x={position * barWidth + 0.5} y={height - barHeight} width={Math.max(0.5, barWidth - 1)} height={barHeight} fill={color} opacity={0.75} />
            <rect x={position * barWidth} y={0} width={barWidth} height={height} fill="transparent">
              <title>{`${formatValue(bar.from)} … ${formatValue(bar.to)}: ${formatCount(bar.count)}`}</title>
            </rect>
          </g>
        );
      })}
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
    </svg>
  );
}
