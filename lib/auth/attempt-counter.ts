import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "../db/client";

export interface AttemptLimit {
  /** What is limited; it tells this limit's rows from the others'. */
  name: string;
  /** Attempts that a window allows. */
  points: number;
  windowSeconds: number;
}

export interface Throttling {
  /** 0 when the attempt may go on. */
  waitSeconds: number;
  /** Whether this is the first attempt that is refused: the one worth a line in the audit trail. */
  justBegan: boolean;
}

export interface AttemptCounter {
  count: (subject: string) => Promise<Throttling>;
  /** Takes one counted attempt back. */
  forgiveOne: (subject: string) => Promise<void>;
  forgiveAll: (subject: string) => Promise<void>;
}

/**
 * Counts attempts in PostgreSQL, so that all web processes count together and a restart forgets nothing.
 * A subject may be as long as a client likes (it can write its own address): what is stored is its hash.
 */
export function attemptCounter({ name, points, windowSeconds }: AttemptLimit): AttemptCounter {
  let made: RateLimiterPostgres | undefined;
  // Made at the first attempt: a build has no database. Rows are removed an hour after they expired.
  const limiter = () =>
    (made ??= new RateLimiterPostgres({ storeClient: pool(), storeType: "pool", tableName: "attempt_counts", tableCreated: true, keyPrefix: name, points, duration: windowSeconds }));
  const hashed = (subject: string) => createHash("sha256").update(subject).digest("hex");
  return {
    count: async (subject) => {
      try {
        await limiter().consume(hashed(subject));
        return { waitSeconds: 0, justBegan: false };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), justBegan: refusal.consumedPoints === points + 1 };
      }
    },
    forgiveOne: async (subject) => {
      await limiter().reward(hashed(subject));
    },
    forgiveAll: async (subject) => {
      await limiter().delete(hashed(subject));
    },
  };
}
