import { z } from "zod";

const dropped = "__proto__";
/** No column's name holds a zero byte. */
const standIn = "\u0000__proto__";

/**
 * A record by names that users choose, of columns and of their values. zod's own leaves out the name `__proto__`, which
 * would set an object's prototype; here it is an entry like any other.
 */
export function namedRecord<Value extends z.ZodType>(value: Value) {
  return z.preprocess((named) => renameKey(named, dropped, standIn), z.record(z.string(), value).overwrite((named) => renameKey(named, standIn, dropped)));
}

function renameKey<Named>(named: Named, from: string, to: string): Named {
  if (typeof named !== "object" || named === null || !Object.hasOwn(named, from)) return named;
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name === from ? to : name, value])) as Named;
}
