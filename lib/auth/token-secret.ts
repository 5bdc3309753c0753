import { createHash, randomBytes } from "node:crypto";

/** Marks by which a leaked secret is found: of API tokens, and of public links. */
const marks = { api: "tsr_", share: "tss_" } as const;

/** A new secret: 256 random bits behind the mark of its kind. */
export function newTokenSecret(kind: keyof typeof marks): string {
  return marks[kind] + randomBytes(32).toString("base64url");
}

/** What is stored of a secret: its SHA-256 in hex. A fast hash is enough, since nobody guesses 256 random bits. */
export function hashTokenSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The characters by which a list shows an API token: too few to help a guesser. */
export function tokenPrefix(secret: string): string {
  return secret.slice(0, marks.api.length + 6);
}
