import { AppError } from "../errors";
import { attemptCounter, type Throttling } from "./attempt-counter";

const windowSeconds = 15 * 60;

/** Three counts of attempts: one guesser at one account, all guessers at one account (addresses are cheap), and one guesser at all accounts. */
const counters = {
  pair: attemptCounter({ name: "sign-in-pair", points: 10, windowSeconds }),
  email: attemptCounter({ name: "sign-in-email", points: 60, windowSeconds }),
  address: attemptCounter({ name: "sign-in-address", points: 200, windowSeconds }),
};

export interface SignInAttempt {
  email: string;
  address: string;
}

function subjectsOf({ email, address }: SignInAttempt) {
  return { pair: `${email}\n${address}`, email, address };
}

/** Counts an attempt before the password is looked at, so that many at once don't slip through. */
export async function countSignInAttempt(attempt: SignInAttempt): Promise<Throttling> {
  const subjects = subjectsOf(attempt);
  const counts = await Promise.all([
    counters.pair.count(subjects.pair),
    counters.email.count(subjects.email),
    counters.address.count(subjects.address),
  ]);
  return { waitSeconds: Math.max(...counts.map(({ waitSeconds }) => waitSeconds)), justBegan: counts.some(({ justBegan }) => justBegan) };
}

/** The password was right: the attempt and the mistakes before it don't count against the user. */
export async function forgiveSignInAttempts(attempt: SignInAttempt): Promise<void> {
  const subjects = subjectsOf(attempt);
  await Promise.all([counters.pair.forgiveAll(subjects.pair), counters.email.forgiveOne(subjects.email), counters.address.forgiveOne(subjects.address)]);
}

const passwordChanges = attemptCounter({ name: "password-change", points: 10, windowSeconds });

/** A borrowed session must not guess the present password; throws `too_many_requests` with the time to wait. */
export async function limitPasswordChanges(userId: string): Promise<void> {
  const { waitSeconds } = await passwordChanges.count(userId);
  if (waitSeconds === 0) return;
  throw new AppError("too_many_requests", `Too many attempts to change the password. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`, { retryAfterSeconds: waitSeconds });
}
