import type { RowFilter } from "@/lib/schemas/dataset";

/** A condition's operator as it stands between column and value. */
export const operatorWords = {
  equals: "is",
  "not-equals": "is not",
  contains: "contains",
  less: "is less than",
  greater: "is more than",
  missing: "is missing",
  present: "is not missing",
} as const satisfies Record<RowFilter["operator"], string>;

export const needsValue = (operator: RowFilter["operator"]): boolean => operator !== "missing" && operator !== "present";
