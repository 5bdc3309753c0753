import type { JsonSchema } from "./to-json-schema";

const texts: Record<string, unknown> = { uuid: "0198c0de-7e55-7e1a-8a11-5e91e57a11ed", "date-time": "2026-11-21T09:30:00.000Z", email: "dana@example.com" };
const maxDepth = 6;

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : undefined;
}

/** A value that fits the schema, for a reader to start from: defaults where there are some, required fields, first alternatives. */
export function exampleOf(schema: JsonSchema, components: Record<string, JsonSchema>, depth = 0): unknown {
  if (depth > maxDepth) return {};
  if (typeof schema.$ref === "string") {
    const target = components[schema.$ref.replace("#/components/schemas/", "")];
    return target ? exampleOf(target, components, depth + 1) : {};
  }
  if ("example" in schema) return schema.example;
  if ("default" in schema) return schema.default;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return firstOf(schema.enum);
  const alternative = firstOf(schema.oneOf) ?? firstOf(schema.anyOf);
  if (isSchema(alternative)) return exampleOf(alternative, components, depth);
  return exampleOfType(schema, components, depth);
}

function exampleOfType(schema: JsonSchema, components: Record<string, JsonSchema>, depth: number): unknown {
  const type: unknown = Array.isArray(schema.type) ? firstOf(schema.type) : schema.type;
  if (type === "object") return exampleOfObject(schema, components, depth);
  if (type === "array") return isSchema(schema.items) ? [exampleOf(schema.items, components, depth + 1)] : [];
  if (type === "integer" || type === "number") return typeof schema.minimum === "number" ? Math.max(1, schema.minimum) : 1;
  if (type === "boolean") return true;
  if (type === "string") return texts[String(schema.format)] ?? "text";
  return null;
}

function exampleOfObject(schema: JsonSchema, components: Record<string, JsonSchema>, depth: number): unknown {
  const required = new Set<unknown>(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(isSchema(schema.properties) ? schema.properties : {});
  const shown = properties.filter(([name]) => required.size === 0 || required.has(name));
  return Object.fromEntries(shown.map(([name, property]) => [name, isSchema(property) ? exampleOf(property, components, depth + 1) : null]));
}
