import type { ColumnType } from "../schemas/column";
import { guessRoles } from "./guess-roles";

/** Up to this many times as many possible values as cells, they are ticked off in a table instead of sorted. */
const tableShare = 8;

/** Whether no whole number occurs twice, of those that are there. */
function areDifferent(values: Float64Array, min: number, max: number, present: number): boolean {
  const possible = max - min + 1;
  if (possible < present) return false;
  if (possible <= tableShare * present) {
    const seen = new Uint8Array(possible);
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      if (seen[value - min] === 1) return false;
      seen[value - min] = 1;
    }
    return true;
  }
  const sorted = values.toSorted();
  for (let i = 1; i < present; i += 1) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

function rangeOf(values: Float64Array): { min: number; max: number; present: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let present = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    present += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max, present };
}

/**
 * Whether a column of numbers identifies rows, users or items by the rules of `guessRoles`, from its values alone.
 * Nothing when doubles can't tell: whole numbers beyond 2^53.
 */
export function isIdentifier(column: { name: string; type: ColumnType; values: Float64Array }): boolean | undefined {
  const { name, type, values } = column;
  // Of other numbers, `guessRoles` asks for the name alone.
  const { min, max, present } = type === "integer" ? rangeOf(values) : { min: 0, max: 1, present: values.length };
  if (!(Math.abs(min) <= Number.MAX_SAFE_INTEGER && Math.abs(max) <= Number.MAX_SAFE_INTEGER)) return undefined;
  const different = type === "integer" && areDifferent(values, min, max, present);
  // Only "all different", "all the same" and "many" matter for identifiers.
  const distinctCount = different ? present : min === max ? 1 : Math.max(2, present - 1);
  const [guess] = guessRoles([{ name, type, min, max, distinctCount, missingCount: values.length - present }], values.length);
  return guess?.role === "id" || guess?.role === "user" || guess?.role === "item";
}
