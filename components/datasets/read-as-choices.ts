import type { ColumnRole, ColumnType } from "@/lib/schemas/column";
import type { DatasetKind, ReadOptions } from "@/lib/schemas/dataset";

export const typeLabels: Record<ColumnType, string> = {
  integer: "integer",
  decimal: "decimal",
  text: "text",
  boolean: "yes / no",
  date: "date",
  timestamp: "timestamp",
};

export const roleLabels: Record<ColumnRole, string> = {
  feature: "feature",
  category: "category",
  label: "label",
  id: "identifier",
  user: "user",
  item: "item",
  time: "time",
  amount: "amount",
  duration: "duration",
  rating: "rating",
  ignore: "ignore",
};

export const roleHints: Record<ColumnRole, string> = {
  feature: "a measure that rows can be compared by",
  category: "one of a few values",
  label: "what a row is called on charts",
  id: "names the row; never compared",
  user: "whose row it is",
  item: "what it is about",
  time: "when it happened",
  amount: "money or quantity",
  duration: "how long it took",
  rating: "how much it was liked",
  ignore: "left out everywhere",
};

export const kindLabels: Record<DatasetKind, { label: string; hint: string }> = {
  profiles: { label: "Profiles", hint: "one row per customer, shop or dish" },
  events: { label: "Events", hint: "one row per purchase, view or rating" },
  items: { label: "Items", hint: "one row per film, product or recipe" },
};

export const delimiterLabels: Record<NonNullable<ReadOptions["delimiter"]>, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Vertical bar",
};

export const encodingLabels: Record<NonNullable<ReadOptions["encoding"]>, string> = {
  "utf-8": "UTF-8",
  "utf-16": "UTF-16",
  "latin-1": "Latin-1",
};

export const decimalLabels: Record<NonNullable<ReadOptions["decimal"]>, string> = { ".": "Point", ",": "Comma" };

/** Zones that the browser knows, UTC first. */
export function timezoneChoices(): string[] {
  const known = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC");
  return ["UTC", ...known];
}

export function timezoneLabel(zone: string): string {
  return zone.replaceAll("_", " ");
}
