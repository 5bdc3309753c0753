import { z } from "zod";

const repeated = (names: string[]): string | undefined => names.find((name, at) => names.indexOf(name) !== at);

/** Columns to segment by; one that counted twice would weigh twice. */
export const featureNamesSchema = z
  .array(z.string())
  .max(2000)
  .refine((names) => repeated(names) === undefined, { error: ({ input }) => `“${repeated(input as string[])}” is chosen twice` });
