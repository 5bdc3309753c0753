const steps = [
  { limitMs: 60_000, unitMs: 1000, name: "s" },
  { limitMs: 3_600_000, unitMs: 60_000, name: "min" },
  { limitMs: 86_400_000, unitMs: 3_600_000, name: "h" },
  { limitMs: 30 * 86_400_000, unitMs: 86_400_000, name: "d" },
] as const;

/** How long ago an instant (ISO 8601) was: "3 min ago"; past a month the date. `nowMs` is epoch milliseconds. */
export function formatAgo(instant: string, nowMs: number): string {
  const agoMs = nowMs - Date.parse(instant);
  if (agoMs < 10_000) return "just now";
  const step = steps.find(({ limitMs }) => agoMs < limitMs);
  return step ? `${Math.floor(agoMs / step.unitMs)} ${step.name} ago` : formatInstant(instant).slice(0, 10);
}

/** An instant as `2026-11-21 01:58 UTC`. */
export function formatInstant(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
