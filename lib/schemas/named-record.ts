import { z } from "zod";

const dropped = "__proto__";
/** With a character for private use, which no column's name holds. */
const standIn = "\uE000__proto__";

/**
 * A record by names that users choose, of columns and of their values. zod's own leaves out the name `__proto__`, which
 * would set an object's prototype; here it is an entry like any other.
 */
export function namedRecord<Value extends z.ZodType>(value: Value) {
  return z.preprocess((named) => renameKey(named, dropped, standIn), z.record(z.string(), value).overwrite((named) => renameKey(named, standIn, dropped)));
}

/** JSON as it can be stored: the database's client leaves the name out too. A `namedRecord` reads it as it was. */
export function storableJson<Json>(value: Json): Json {
  if (Array.isArray(value)) return value.map(storableJson) as Json;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === dropped ? standIn : name, storableJson(inner)])) as Json;
}

function renameKey<Named>(named: Named, from: string, to: string): Named {
  if (typeof named !== "object" || named === null || !Object.hasOwn(named, from)) return named;
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name === from ? to : name, value])) as Named;
}
