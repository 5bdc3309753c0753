import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parsePart, queryObject, readJson } from "@/lib/http/read-request";
import { rowsQuerySchema } from "@/lib/schemas/dataset";

function post(body: string, contentType = "application/json"): Request {
  return new Request("http://localhost/api", { method: "POST", body, headers: { "content-type": contentType } });
}

describe("readJson", () => {
  test("reads JSON", async () => {
    expect(await readJson(post('{"a":"ü"}'))).toEqual({ a: "ü" });
  });

  test("takes an empty body for an empty object, so that missing fields are named", async () => {
    expect(await readJson(post(""))).toEqual({});
    expect(await readJson(new Request("http://localhost/api", { method: "POST" }))).toEqual({});
  });

  test.each([
    ["broken JSON", post("{"), "bad_request"],
    ["a form", post("a=1", "application/x-www-form-urlencoded"), "bad_request"],
    ["more than 1 MB", post(JSON.stringify("x".repeat(1024 ** 2))), "payload_too_large"],
  ])("refuses %s", async (_, request, code) => {
    await expect(readJson(request)).rejects.toMatchObject({ code });
  });
});

describe("parsePart", () => {
  test("refuses a NUL character anywhere, which PostgreSQL can't store", () => {
    const schema = z.record(z.string(), z.unknown());
    expect(() => parsePart(schema, { a: [{ b: "x\0" }] })).toThrow(/NUL/);
    expect(() => parsePart(schema, { "a\0": 1 })).toThrow(/NUL/);
    expect(() => parsePart(schema, { a: "\ud800" })).toThrow(/half a character/);
  });

  test.each(["[", '{"a":'])("refuses a megabyte of %s instead of running out of stack", (opening) => {
    const depth = 100_000;
    const value: unknown = JSON.parse(opening.repeat(depth) + "1" + (opening === "[" ? "]" : "}").repeat(depth));
    expect(() => parsePart(z.unknown(), value)).toThrow(/nested/);
  });
});

test.each([
  ["{", /^query\.filter: This is not valid JSON/],
  ['[{"column":"spend","operator":"near"}]', /^query\.filter\.0\.operator: /],
  ['[{"column":"a\\u0000","operator":"missing"}]', /^query\.filter: This holds a NUL/],
])("JSON in a query is refused where it is wrong: %s", (filter, message) => {
  expect(() => parsePart(rowsQuerySchema, { filter }, "query")).toThrow(message);
});

test("a repeated name in the query is a list", () => {
  expect(queryObject(new URLSearchParams("a=1&b=2&a=3&c="))).toEqual({ a: ["1", "3"], b: "2", c: "" });
});
