import { formatCount, formatFixed, formatQuantity } from "./format-quantity";
import { formatShare } from "./format-share";

interface InsightFigure {
  value: number;
  unit: "events" | "users" | "share" | "days" | "ratio" | "minutes";
  low95?: number;
  high95?: number;
}

/** A number of an insight with its unit and, where there is one, its 95 % interval. */
export function insightFigure({ value, unit, low95, high95 }: InsightFigure): string {
  const format = (number: number): string => {
    if (unit === "share") return formatShare(number);
    if (unit === "ratio") return `${formatFixed(number, 2)}×`;
    if (unit === "minutes") return `${formatFixed(number, 1)} min`;
    if (unit === "days") return `${formatQuantity(number)} days`;
    return formatCount(number);
  };
  return low95 === undefined || high95 === undefined ? format(value) : `${format(value)} (${format(low95)} to ${format(high95)})`;
}
