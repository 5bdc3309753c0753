import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressFiles, serveCompressed } from "../../../scripts/launcher/compressed-files.mjs";

const script = "export const words = 'the same words, again and again';\n".repeat(50);
let folder: string;
let server: Server;
let origin: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tessera-static-"));
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks", "page-1a2b.js"), script);
  writeFileSync(path.join(folder, "font.woff2"), "no text");
  await compressFiles(folder);
  const answer = await serveCompressed(folder);
  server = createServer((request, response) => {
    if (!answer(request, response)) response.writeHead(404).end("next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

test("a script goes out as Brotli and comes in whole; browsers may keep it", async () => {
  const answer = await fetch(`${origin}/_next/static/chunks/page-1a2b.js?dpl=1`, { headers: { "accept-encoding": "gzip, br" } });
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(answer.headers.get("cache-control")).toContain("immutable");
  expect(await answer.text()).toBe(script);
  expect(brotliDecompressSync(readFileSync(path.join(folder, "chunks", "page-1a2b.js.br"))).toString()).toBe(script);
});

test.each([
  ["a browser that takes no Brotli", "/_next/static/chunks/page-1a2b.js", "gzip"],
  ["a file that is no text", "/_next/static/font.woff2", "br"],
  ["the twin's own name", "/_next/static/chunks/page-1a2b.js.br", "br"],
  ["a path out of the folder", "/_next/static/../../etc/passwd.js", "br"],
])("%s is left to Next", async (_what, url, encoding) => {
  expect((await fetch(origin + url, { headers: { "accept-encoding": encoding } })).status).toBe(404);
});
