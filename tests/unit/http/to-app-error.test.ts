import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { problemOf } from "@/lib/http/problem";
import { fromZodError, toAppError } from "@/lib/http/to-app-error";

const withCode = (code: string, extra: object = {}) => Object.assign(new Error(`failed with ${code}`), { code, ...extra });

describe("toAppError", () => {
  test.each([
    ["a refused connection", withCode("ECONNREFUSED"), "database_unavailable"],
    ["several refused addresses", new AggregateError([withCode("ECONNREFUSED")], ""), "database_unavailable"],
    ["Prisma that can't reach the server", withCode("P1001"), "database_unavailable"],
    ["a driver's cause", withCode("P2010", { meta: { driverAdapterError: { cause: { kind: "DatabaseNotReachable" } } } }), "database_unavailable"],
    ["PostgreSQL starting up", new Error("query failed", { cause: withCode("57P03") }), "database_unavailable"],
    ["a full disk", withCode("ENOSPC"), "storage_full"],
    ["PostgreSQL's full disk", new Error("insert failed", { cause: withCode("53100") }), "storage_full"],
    ["a unique violation", withCode("P2002"), "conflict"],
    ["a row that is gone", withCode("P2025"), "not_found"],
    ["anything else", new TypeError("x is not a function"), "internal"],
    ["no error at all", "thrown text", "internal"],
    ["nothing", undefined, "internal"],
  ])("names %s", (_, thrown, code) => {
    expect(toAppError(thrown).code).toBe(code);
  });

  test("passes an AppError on as it is", () => {
    const error = new AppError("forbidden", "No.");
    expect(toAppError(error)).toBe(error);
  });

  test("survives an error whose causes form a circle", () => {
    const error: Error & { cause?: unknown } = new Error("round");
    error.cause = error;
    expect(toAppError(error).code).toBe("internal");
  });

  test("tells the screen nothing of an unknown error's text", () => {
    const error = toAppError(new Error("password=hunter2 at 10.0.0.5"));
    expect(JSON.stringify(problemOf(error, "abc"))).not.toContain("hunter2");
  });
});

test("a refused input names each path, with where it was", () => {
  const result = z.object({ columns: z.array(z.object({ name: z.string() })) }).safeParse({ columns: [{ name: 1 }] });
  const error = fromZodError(result.error ?? new z.ZodError([]), "query");
  expect(error.code).toBe("bad_request");
  expect(error.invalidParams.map(({ name }) => name)).toEqual(["query.columns.0.name"]);
});

test("an input that may have several forms is told what the nearest one lacks", () => {
  const event = z.strictObject({ user: z.string(), type: z.enum(["play", "like"]) });
  const request = z.union([z.strictObject({ events: z.array(event) }), event]);
  const refusedAt = (input: unknown) => fromZodError(request.safeParse(input).error ?? new z.ZodError([])).invalidParams.map(({ name }) => name);
  expect(refusedAt({ events: [{ user: "u", type: "hum" }] })).toEqual(["events.0.type"]);
  expect(refusedAt({ user: "u" })).toEqual(["type"]);
  const k = z.object({ k: z.union([z.number(), z.literal("auto")]) }).safeParse({ k: "many" });
  expect(fromZodError(k.error ?? new z.ZodError([])).invalidParams).toEqual([{ name: "k", reason: expect.stringMatching(/number.*; or: .*"auto"/) as string }]);
});
