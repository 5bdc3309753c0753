const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A period by its first day or hour (`2024-03-04`, `2024-03-04T18:00`), short, for axes: Mar 2024, 4 Mar, 4 Mar 18:00. */
export function formatPeriod(start: string, unit: "hour" | "day" | "week" | "month"): string {
  const [year = "", month = "", day = ""] = start.slice(0, 10).split("-");
  const name = months[Number(month) - 1] ?? month;
  if (unit === "month") return `${name} ${year}`;
  if (unit === "hour") return `${Number(day)} ${name} ${start.slice(11, 16)}`.trim();
  return `${Number(day)} ${name} ${year.slice(2)}`;
}
