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

export interface Throttling {
  /** 0 when the attempt may go on. */
  waitSeconds: number;
  /** Whether this is the first attempt that is refused: the one worth a line in the audit trail. */
  justBegan: boolean;
}

/** Counts an attempt before the password is looked at, so that many at once don't slip through. */
export async function countSignInAttempt(attempt: SignInAttempt): Promise<Throttling> {
  const keys = keysOf(attempt);
  const counts = await Promise.all([
    count(limits.pair, keys.pair),
    count(limits.email, keys.email),
    count(limits.address, keys.address),
  ]);
  return { waitSeconds: Math.max(...counts.map(({ waitSeconds }) => waitSeconds)), justBegan: counts.some(({ justBegan }) => justBegan) };
}

async function count(limiter: RateLimiterMemory, key: string): Promise<Throttling> {
  try {
    await limiter.consume(key);
    return { waitSeconds: 0, justBegan: false };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), justBegan: refusal.consumedPoints === limiter.points + 1 };
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
  const { waitSeconds } = await count(passwordChanges, userId);
  if (waitSeconds > 0) throw new AppError("too_many_requests", `Too many attempts to change the password. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`);
}
