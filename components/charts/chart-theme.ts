/** Shared looks of the Recharts drawings; colours as attributes, so that exported files keep them. */
export const axisTick = { fontSize: 11, fill: "var(--muted)" } as const;
export const gridStroke = "var(--line)";
export const tooltipStyle = {
  contentStyle: { background: "var(--panel)", border: "1px solid var(--line)", borderRadius: 7, fontSize: 12, padding: "4px 8px" },
  labelStyle: { color: "var(--ink)", fontWeight: 500 },
  itemStyle: { color: "var(--ink)", padding: 0 },
  cursor: { fill: "var(--soft)" },
} as const;
