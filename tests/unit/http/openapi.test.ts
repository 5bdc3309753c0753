import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type ApiOperation } from "@/lib/http/openapi/api-operation";
import { buildOpenApiDocument } from "@/lib/http/openapi/build-document";
import { componentNames } from "@/lib/http/openapi/component-names";
import { exampleOf } from "@/lib/http/openapi/example-of";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { userPageSchema } from "@/lib/schemas/user";

const operations: ApiOperation[] = [
  {
    method: "POST",
    path: "/api/v1/things/{id}",
    tag: "Things",
    summary: "Make a thing",
    contract: {
      auth: "analyst",
      params: z.object({ id: z.uuid() }),
      query: z.object({ limit: z.coerce.number().int().min(1).default(50), search: z.string().optional() }),
      body: segmentationRequestSchema,
      response: userPageSchema,
      status: 202,
    },
  },
  { method: "GET", path: "/api/v1/file", tag: "Things", summary: "Get a file", produces: ["text/csv"], contract: { auth: "public" } },
];
const document = buildOpenApiDocument(operations);
const operation = document.paths["/api/v1/things/{id}"]?.post;

describe("buildOpenApiDocument", () => {
  test("a parameter with a default may be left out; a path parameter may not", () => {
    expect(operation?.parameters?.map(({ name, in: place, required }) => [name, place, required])).toEqual([
      ["id", "path", true],
      ["limit", "query", false],
      ["search", "query", false],
    ]);
  });

  test("answers refer to named schemas, every reference resolves", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");
    expect(references).toContain("User");
    for (const name of references) expect(document.components.schemas).toHaveProperty(name);
  });

  test("a problem is documented for every operation, a role for every protected one", () => {
    expect(operation?.responses.default?.content).toHaveProperty("application/problem+json");
    expect(operation?.["x-role"]).toBe("analyst");
    expect(document.paths["/api/v1/file"]?.get?.security).toEqual([]);
  });

  test("a download is named by its media types", () => {
    expect(document.paths["/api/v1/file"]?.get?.responses["200"]?.content).toHaveProperty("text/csv");
  });
});

test("the example of a request is one that the schema accepts, but for its id", () => {
  const body = operation?.requestBody?.content["application/json"]?.schema ?? {};
  expect(segmentationRequestSchema.safeParse(exampleOf(body, document.components.schemas)).error?.issues ?? []).toEqual([]);
});

test("every object of lib/schemas that an answer may hold has a name of its own", async () => {
  const folder = path.resolve(import.meta.dirname, "../../../lib/schemas");
  const modules = await Promise.all(readdirSync(folder).map((file) => import(path.join(folder, file)) as Promise<Record<string, unknown>>));
  const objects = modules.flatMap((module) => Object.entries(module).filter(([name, value]) => name.endsWith("Schema") && !name.endsWith("QuerySchema") && value instanceof z.ZodObject));
  const ids = objects.map(([name, value]) => [name, componentNames().get(value as z.ZodObject)?.id]);
  expect(ids.filter(([, id]) => id === undefined)).toEqual([]);
  const distinct = new Map(objects.map(([, value], at) => [value, ids[at]?.[1]]));
  expect(new Set(distinct.values()).size).toBe(distinct.size);
});
