import { describe, expect, test } from "vitest";
import { refuseCrossSite } from "@/lib/http/cross-site";

function request(headers: Record<string, string>, method = "POST"): Request {
  return new Request("http://localhost:3000/api/v1/datasets", { method, headers: { host: "localhost:3000", ...headers } });
}

describe("refuseCrossSite", () => {
  test.each([
    ["the same origin", { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
    ["the same origin, over plain http where no Sec-Fetch-Site is sent", { origin: "http://localhost:3000" }],
    ["a program, which says nothing", {}],
    ["the address in front of a proxy", { origin: "https://tessera.example", "x-forwarded-host": "tessera.example" }],
  ])("lets a write from %s through", (_, headers) => {
    expect(() => refuseCrossSite(request(headers))).not.toThrow();
  });

  test.each([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another origin", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://localhost:9000" }],
    ["a sister domain", { "sec-fetch-site": "same-site" }],
    ["a sandboxed page", { origin: "null" }],
    ["a name that begins the same", { origin: "http://localhost:3000.evil.example" }],
  ])("refuses a write from %s", (_, headers) => {
    expect(() => refuseCrossSite(request(headers))).toThrow(expect.objectContaining({ code: "cross_site_refused" }));
  });

  test("lets reads through from anywhere: their answers can't be read by another site", () => {
    expect(() => refuseCrossSite(request({ origin: "https://evil.example" }, "GET"))).not.toThrow();
  });
});
