import type { z } from "zod";
import { AppError } from "../errors";
import { fromZodError } from "./to-app-error";

const maxJsonBytes = 1024 ** 2;

/** Far deeper than any request of ours; checks that call themselves must not run out of stack. */
const maxDepth = 100;

/** Why a value can't be taken, whatever its schema: PostgreSQL stores no NUL in text, and refusing it here names the input instead of failing at the insert. */
function flawOf(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value === "string" && next.value.includes("\0")) return "The request holds a NUL character, which can't be stored.";
    if (typeof next.value !== "object" || next.value === null) continue;
    const depth = next.depth + 1;
    if (depth > maxDepth) return `The request is nested more than ${maxDepth} levels deep.`;
    for (const [name, inner] of Object.entries(next.value)) open.push({ value: name, depth }, { value: inner, depth });
  }
  return undefined;
}

/** Checks one part of a request against its schema; throws `bad_request` with each refused path. */
export function parsePart<Schema extends z.ZodType>(schema: Schema, value: unknown, prefix?: string): z.output<Schema> {
  const flaw = flawOf(value);
  if (flaw) throw new AppError("bad_request", flaw);
  const result = schema.safeParse(value);
  if (!result.success) throw fromZodError(result.error, prefix);
  return result.data;
}

/** The query as an object: a name given once is a string, a repeated one an array of strings. */
export function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** Reads at most 1 MB of JSON; an empty body is `{}`, so that each missing field is named. Throws `bad_request` or `payload_too_large`. */
export async function readJson(request: Request): Promise<unknown> {
  const contentType = request.headers.get("content-type") ?? "";
  if (contentType !== "" && !/^application\/(.+\+)?json\b/i.test(contentType)) {
    throw new AppError("bad_request", "Send the body as JSON, with the header Content-Type: application/json.");
  }
  const text = await readText(request);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError("bad_request", "The body is not valid JSON.", { cause: error });
  }
}

async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxJsonBytes) throw new AppError("payload_too_large", "The body may have at most 1 MB. Upload files with POST /api/v1/datasets.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
