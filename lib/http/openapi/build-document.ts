import { errorCodes } from "../../errors";
import { problemSchema } from "../../schemas/problem";
import type { ApiOperation } from "./api-operation";
import { type JsonSchema, toJsonSchema } from "./to-json-schema";

interface OpenApiParameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

type Content = Record<string, { schema: JsonSchema }>;

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
  security: Record<string, string[]>[];
  /** The least role that may call it. */
  "x-role"?: string;
}

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, Record<string, string>> };
}

const description = [
  "Send an API token as `Authorization: Bearer TOKEN`. A browser's session works too; it may not write from another site.",
  "Errors are `application/problem+json` (RFC 9457) with a stable `code` and the `requestId` of the server's log.",
  "Lists page by cursor: pass `nextCursor` back as `cursor` until it is absent. Times are ISO 8601 in UTC.",
].join("\n\n");

/** The OpenAPI 3.1 document of the operations, made from the very schemas that their routes enforce. */
export function buildOpenApiDocument(operations: ApiOperation[]): OpenApiDocument {
  const components = new Map<string, JsonSchema>();
  const problem = toJsonSchema(problemSchema, "output", components);
  components.set("Problem", problem);
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    const methods = (paths[operation.path] ??= {});
    methods[operation.method.toLowerCase()] = describeOperation(operation, components);
  }
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return {
    openapi: "3.1.0",
    info: { title: "Tessera", version: "1", description, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/" }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([left], [right]) => left.localeCompare(right))),
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  };
}

function describeOperation(operation: ApiOperation, components: Map<string, JsonSchema>): OpenApiOperation {
  const { contract, method, path } = operation;
  const parameters = [...parametersOf(operation, "path", components), ...parametersOf(operation, "query", components)];
  const body = requestContent(operation, components);
  return {
    operationId: operationId(method, path),
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: body } }),
    responses: responsesOf(operation, components),
    security: contract.auth === "public" ? [] : [{ token: [] }, { session: [] }],
    ...(contract.auth !== "public" && { "x-role": contract.auth }),
  };
}

/** `GET /api/v1/datasets/{id}/rows` → `getDatasetsIdRows`: unique, because path and method are. */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api\/(v1\/)?/, "").split(/[^A-Za-z0-9]+/).filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parametersOf({ contract, path }: ApiOperation, place: "path" | "query", components: Map<string, JsonSchema>): OpenApiParameter[] {
  const schema = place === "path" ? contract.params : contract.query;
  if (!schema) {
    const names = place === "path" ? [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name) : [];
    return names.map((name) => ({ name, in: place, required: true, schema: { type: "string" } }));
  }
  const json = toJsonSchema(schema, "input", components);
  const required = new Set(Array.isArray(json.required) ? json.required : []);
  return Object.entries((json.properties ?? {}) as Record<string, JsonSchema>).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    ...(typeof property.description === "string" && { description: property.description }),
    schema: property,
  }));
}

function requestContent({ contract, accepts }: ApiOperation, components: Map<string, JsonSchema>): Content | undefined {
  if (contract.body) return { "application/json": { schema: toJsonSchema(contract.body, "input", components) } };
  return accepts && binaryContent(accepts);
}

function binaryContent(mediaTypes: string[]): Content {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: type === "multipart/form-data" ? multipartFile : { type: "string", format: "binary" } }]));
}

const multipartFile = { type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] };

function responsesOf({ contract, produces }: ApiOperation, components: Map<string, JsonSchema>): OpenApiOperation["responses"] {
  const json: Content = contract.response ? { "application/json": { schema: toJsonSchema(contract.response, "output", components) } } : {};
  const content = { ...json, ...binaryContent(produces ?? []) };
  const hasContent = Object.keys(content).length > 0;
  const problem: Content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return {
    [String(contract.status ?? (hasContent ? 200 : 204))]: { description: "Success", ...(hasContent && { content }) },
    ...(contract.auth !== "public" && { 401: { description: errorCodes.unauthenticated.title, content: problem } }),
    default: { description: "A problem, with its code and what to do", content: problem },
  };
}
