import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { problemSchema } from "@/lib/schemas/problem";
import { askServer, explainMethodNotAllowed } from "../../../scripts/launcher/method-not-allowed.mjs";

let server: Server;
let origin: string;

beforeEach(async () => {
  server = createServer((request, response) => {
    explainMethodNotAllowed(request, response, askServer(server));
    if (request.method === "OPTIONS") response.writeHead(204, { allow: "GET, HEAD" }).end();
    else response.writeHead(request.method === "GET" ? 200 : 405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

test("an address of the API says which methods it takes instead, as a problem", async () => {
  const answer = await fetch(`${origin}/api/v1/datasets?limit=3`, { method: "PUT" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, HEAD");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(await answer.json());
  expect(problem).toMatchObject({ code: "method_not_allowed", status: 405, requestId: answer.headers.get("x-request-id") });
  expect(problem.detail).toContain("does not take PUT; it takes GET, HEAD");
});

test("everything else passes as it is", async () => {
  expect(await (await fetch(`${origin}/api/v1/datasets`)).text()).toBe("");
  const page = await fetch(`${origin}/datasets`, { method: "PUT" });
  expect([page.status, await page.text(), page.headers.get("allow")]).toEqual([405, "", null]);
});
