import type { ColumnType } from "@/lib/schemas/column";
import { formatTime } from "./format-figures";

/** A stored cell as the screen shows it; null is missing. Numbers keep every digit, so that ids stay recognisable. */
export function cellText(cell: string | number | boolean | null, type: ColumnType): string | null {
  if (cell === null) return null;
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "number") return String(cell).replace("-", "−");
  return type === "date" || type === "timestamp" ? formatTime(cell) : cell;
}
