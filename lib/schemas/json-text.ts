import { z } from "zod";
import { valueFlaw } from "./value-flaw";

function parse(text: string): { value: unknown; flaw?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value, flaw: valueFlaw(value) };
  } catch {
    return { value: undefined, flaw: "is not valid JSON" };
  }
}

/** A value as JSON text of at most `longest` characters, the way a query or a form field carries it. */
export function jsonText<Schema extends z.ZodType>(schema: Schema, longest: number) {
  return z
    .string()
    .max(longest)
    .transform((text, context): unknown => {
      const { value, flaw } = parse(text);
      if (flaw === undefined) return value;
      context.addIssue({ code: "custom", message: `This ${flaw}` });
      return z.NEVER;
    })
    .pipe(schema);
}
