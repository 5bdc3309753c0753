import { hash, verify } from "@node-rs/argon2";

/** OWASP's recommended minimum for argon2id: 19 MiB, two passes, one lane; about 30 ms on a small server. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash to store of a password, with its salt and cost inside. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let unknownUserHash: Promise<string> | undefined;

/**
 * Whether the password fits the stored hash. Without a hash (an unknown email) the same work is done
 * and the answer is no, so that the time taken does not tell which emails exist.
 */
export async function verifyPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  unknownUserHash ??= hashPassword("nobody has this password");
  const fits = await verify(storedHash ?? (await unknownUserHash), password).catch(() => false);
  return fits && storedHash !== undefined;
}
