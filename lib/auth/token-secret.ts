import { createHash, randomBytes } from "node:crypto";

const mark = "tsr_";

/** A new API token: 256 random bits, with a mark that makes a leaked one findable. */
export function newTokenSecret(): string {
  return mark + randomBytes(32).toString("base64url");
}

/** What is stored of a token: its SHA-256 in hex. A fast hash is enough, since nobody guesses 256 random bits. */
export function hashTokenSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The characters by which a list shows a token: too few to help a guesser. */
export function tokenPrefix(secret: string): string {
  return secret.slice(0, mark.length + 6);
}
