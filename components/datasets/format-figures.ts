import { formatCount } from "@/lib/charts/format-quantity";

/** "1 row", "541,902 rows". */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Times as the data says them: a date stays a date, a timestamp loses "T", milliseconds and UTC's "Z". */
export function formatTime(iso: string): string {
  return iso.replace("T", " ").replace(/\.\d+/, "").replace(/Z$/, "").replace(/ 00:00:00$/, "");
}
