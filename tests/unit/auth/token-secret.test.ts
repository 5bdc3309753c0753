import { expect, test } from "vitest";
import { hashTokenSecret, newTokenSecret, tokenPrefix } from "@/lib/auth/token-secret";

test("tokens are long, marked and never the same; the stored hash says nothing of them", () => {
  const tokens = Array.from({ length: 50 }, () => newTokenSecret("api"));
  expect(new Set(tokens).size).toBe(50);
  for (const token of tokens) {
    expect(token).toMatch(/^tsr_[A-Za-z0-9_-]{43}$/);
    expect(hashTokenSecret(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenPrefix(token)).toHaveLength(10);
  }
});
