import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { fetchJson, problemText, ProblemError } from "@/lib/http/browser-fetch";

const schema = z.object({ done: z.boolean() });

function answer(response: Response | Error) {
  const send = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));
  vi.stubGlobal("fetch", send);
  return send;
}

afterEach(() => vi.unstubAllGlobals());

test("sends JSON and gives the checked answer", async () => {
  const send = answer(Response.json({ done: true }));
  expect(await fetchJson("/api/v1/x", schema, { method: "POST", body: { a: 1 } })).toEqual({ done: true });
  const init = send.mock.calls[0]?.[1];
  expect(init?.body).toBe('{"a":1}');
  expect(new Headers(init?.headers).get("content-type")).toBe("application/json");
});

test("throws the server's problem with all that the screen shows", async () => {
  const problem = { type: "/problems/bad_request", title: "T", status: 400, detail: "D", code: "bad_request", requestId: "r1", invalidParams: [{ name: "a", reason: "b" }] };
  answer(Response.json(problem, { status: 400 }));
  await expect(fetchJson("/api/v1/x", schema)).rejects.toMatchObject({ code: "bad_request", detail: "D", requestId: "r1", invalidParams: [{ name: "a", reason: "b" }] });
});

test("an error page of a proxy becomes a problem too", async () => {
  answer(new Response("<html>Bad gateway</html>", { status: 502 }));
  await expect(fetchJson("/api/v1/x", schema)).rejects.toMatchObject({ code: "internal", status: 502 });
});

test("a read whose session has ended leads to sign in and back; a write stays, with what was typed", async () => {
  const assign = vi.fn<(address: string) => void>();
  vi.stubGlobal("window", { location: { pathname: "/datasets", search: "?q=1", assign } });
  const problem = { type: "/problems/unauthenticated", title: "T", status: 401, detail: "D", code: "unauthenticated", requestId: "r" };
  answer(Response.json(problem, { status: 401 }));
  await expect(fetchJson("/api/v1/x", schema, { method: "POST" })).rejects.toMatchObject({ code: "unauthenticated" });
  expect(assign).not.toHaveBeenCalled();
  answer(Response.json(problem, { status: 401 }));
  await expect(fetchJson("/api/v1/x", schema)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(assign).toHaveBeenCalledWith("/sign-in?next=%2Fdatasets%3Fq%3D1");
});

test("a server that can't be reached is said to be offline, an abort stays an abort", async () => {
  answer(new TypeError("Failed to fetch"));
  await expect(fetchJson("/api/v1/x", schema)).rejects.toMatchObject({ code: "offline" });
  answer(new DOMException("Aborted", "AbortError"));
  await expect(fetchJson("/api/v1/x", schema)).rejects.toMatchObject({ name: "AbortError" });
});

test("any thrown value has a text for the screen", () => {
  expect(problemText(new ProblemError({ code: "x", status: 1, title: "T", detail: "D", requestId: "" }))).toEqual({ title: "T", detail: "D", requestId: undefined });
  expect(problemText("?").title).toBeTruthy();
});
