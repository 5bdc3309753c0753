import { expect, test } from "vitest";
import { safeNextPath } from "@/lib/auth/safe-next-path";

test.each(["/datasets", "/segmentations/1?tab=map&k=3", "/engagement?from=2026-01-01#x"])("goes back to %s", (path) => {
  expect(safeNextPath(path)).toBe(path);
});

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/\tevil", "/a\\b", "javascript:alert(1)", "", undefined, ["/a"], "/sign-in", "/sign-in?next=/x", "/api/v1/users", "/setup"])(
  "goes home instead of %s",
  (path) => {
    expect(safeNextPath(path)).toBe("/");
  },
);
