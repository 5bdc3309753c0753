import type { Media, Operation } from "@/components/api-docs/operation";
import type { OpenApiDocument, OpenApiOperation } from "@/lib/http/openapi/build-document";
import { exampleOf } from "@/lib/http/openapi/example-of";
import type { JsonSchema } from "@/lib/http/openapi/to-json-schema";

type Schemas = Record<string, JsonSchema>;

/** The document's operations in its own order, each with examples and a call to copy; `origin` is where this server is reached. */
export function describeOperations(document: OpenApiDocument, origin: string): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation(method.toUpperCase(), path, operation, { origin, schemas: document.components.schemas })),
  );
}

function describeOperation(method: string, path: string, operation: OpenApiOperation, { origin, schemas }: { origin: string; schemas: Schemas }): Operation {
  const [status = "200", success] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const body = operation.requestBody && describeMedia(operation.requestBody.content, schemas);
  return {
    id: operation.operationId,
    method,
    path,
    tag: operation.tags[0] ?? "Other",
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    ...(operation["x-role"] && { role: operation["x-role"] }),
    parameters: (operation.parameters ?? []).map(({ name, in: place, required, schema }) => ({ name, place, required, schema })),
    ...(body && { body }),
    answer: { status, ...describeMedia(success?.content ?? {}, schemas) },
    curl: curlOf({ method, path, origin, body, open: operation["x-role"] === undefined }),
  };
}

function describeMedia(content: Record<string, { schema: JsonSchema }>, schemas: Schemas): Media {
  const json = content["application/json"]?.schema;
  // A download can be JSON too; then the schema only says that bytes come.
  const schema = json?.format === "binary" ? undefined : json;
  const mediaTypes = Object.keys(content).filter((type) => !(schema && type === "application/json"));
  return { mediaTypes, ...(schema && { schema, example: JSON.stringify(exampleOf(schema, schemas), null, 2) }) };
}

function curlOf({ method, path, origin, body, open }: { method: string; path: string; origin: string; body: Media | undefined; open: boolean }): string {
  const lines = [`curl "${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}"`];
  if (method !== "GET" && !(method === "POST" && body)) lines.push(`-X ${method}`);
  if (!open) lines.push(`-H "Authorization: Bearer $TESSERA_TOKEN"`);
  if (body?.example) lines.push(`-H "Content-Type: application/json"`, `-d '${body.example.replaceAll("'", "'\\''")}'`);
  else if (body) lines.push(`-H "Content-Type: ${body.mediaTypes[0] ?? "application/octet-stream"}"`, "--data-binary @FILE");
  return lines.join(" \\\n  ");
}
