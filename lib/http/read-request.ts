import type { z } from "zod";
import { AppError } from "../errors";
import { valueFlaw } from "../schemas/value-flaw";
import { fromZodError } from "./to-app-error";

const maxJsonBytes = 1024 ** 2;

/** Checks one part of a request against its schema; throws `bad_request` with each refused path. */
export function parsePart<Schema extends z.ZodType>(schema: Schema, value: unknown, prefix?: string): z.output<Schema> {
  const flaw = valueFlaw(value);
  if (flaw) throw new AppError("bad_request", `The request ${flaw}.`);
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
