import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Readers look at a report some times a minute; who tries tokens tries many. Both are counted by address. */
const limits = {
  read: new RateLimiterMemory({ keyPrefix: "shared-read", points: 120, duration: 60 }),
  wrong: new RateLimiterMemory({ keyPrefix: "shared-wrong", points: 20, duration: 60 }),
};

/** Counts a look at a public link; false when the address has looked too often, or has tried too many wrong ones. */
export async function mayOpenSharedLink(address: string): Promise<boolean> {
  const wrong = await limits.wrong.get(address);
  if (wrong && wrong.remainingPoints <= 0) return false;
  return countUp(limits.read, address);
}

export async function countWrongSharedLink(address: string): Promise<void> {
  await countUp(limits.wrong, address);
}

async function countUp(limiter: RateLimiterMemory, address: string): Promise<boolean> {
  try {
    await limiter.consume(address);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}
