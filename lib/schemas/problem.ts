import { z } from "zod";

/** RFC 9457 `application/problem+json`: the body of every error answer. */
export const problemSchema = z.object({
  /** A URI reference that names the kind of problem: `/problems/CODE`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened and what to do, for the screen. */
  detail: z.string(),
  /** Stable, for programs: one of the codes of lib/errors.ts. */
  code: z.string(),
  /** Names this request in the server's log. */
  requestId: z.string(),
  /** Each refused input: its path in the request and why. */
  invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
