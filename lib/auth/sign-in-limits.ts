import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../errors";

const windowSeconds = 15 * 60;

/**
 * Three counts of attempts: one guesser at one account, all guessers at one account (addresses are cheap),
 * and one guesser at all accounts. Kept by the web process: sign-in must be slowed even while the database is.
 */
const limits = {
  pair: new RateLimiterMemory({ keyPrefix: "pair", points: 10, duration: windowSeconds }),
  email: new RateLimiterMemory({ keyPrefix: "email", points: 60, duration: windowSeconds }),
  address: new RateLimiterMemory({ keyPrefix: "address", points: 200, duration: windowSeconds }),
};

export interface SignInAttempt {
  email: string;
  address: string;
}

function keysOf({ email, address }: SignInAttempt) {
  return { pair: `${email}\n${address}`, email, address };
}

/**
 * Counts an attempt before the password is looked at, so that many at once don't slip through.
 * Gives the seconds to wait when there were too many, else 0.
 */
export async function countSignInAttempt(attempt: SignInAttempt): Promise<number> {
  const keys = keysOf(attempt);
  const waits = await Promise.all([
    waitSeconds(limits.pair, keys.pair),
    waitSeconds(limits.email, keys.email),
    waitSeconds(limits.address, keys.address),
  ]);
  return Math.max(...waits);
}

async function waitSeconds(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** The password was right: the attempt and the mistakes before it don't count against the user. */
export async function forgiveSignInAttempts(attempt: SignInAttempt): Promise<void> {
  const keys = keysOf(attempt);
  await Promise.all([limits.pair.delete(keys.pair), limits.email.reward(keys.email), limits.address.reward(keys.address)]);
}

const passwordChanges = new RateLimiterMemory({ keyPrefix: "password-change", points: 10, duration: windowSeconds });

/** A borrowed session must not guess the present password; throws `too_many_requests` with the time to wait. */
export async function limitPasswordChanges(userId: string): Promise<void> {
  const seconds = await waitSeconds(passwordChanges, userId);
  if (seconds > 0) throw new AppError("too_many_requests", `Too many attempts to change the password. Try again in ${Math.ceil(seconds / 60)} minutes.`);
}
