import { z } from "zod";

const repeated = (names: string[]): string | undefined => names.find((name, at) => names.indexOf(name) !== at);

/** Columns that the command line segments by; one named twice would weigh twice (lib/services/segmentation-problems.ts for requests). */
export const featureNamesSchema = z
  .array(z.string())
  .max(2000)
  .refine((names) => repeated(names) === undefined, { error: ({ input }) => `“${repeated(input as string[])}” is chosen twice` });
