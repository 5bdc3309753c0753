import type { SchemaNode } from "./operation";

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of the shared schema that this one stands for. */
export function refName(schema: SchemaNode): string | undefined {
  return typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
}

/** A schema's type and limits in a few words: `integer, 1 … 500, default 50`. */
export function describeSchema(schema: SchemaNode): string {
  const name = refName(schema);
  if (name) return name;
  return [typeWords(schema), ...limitWords(schema), ...defaultWords(schema)].filter(Boolean).join(", ");
}

function typeWords(schema: SchemaNode): string {
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = [schema.oneOf, schema.anyOf].find(Array.isArray)?.filter(isNode);
  if (alternatives) return [...new Set(alternatives.map(describeSchema))].join(" | ");
  if (isNode(schema.items)) return `list of ${describeSchema(schema.items)}`;
  if (isNode(schema.additionalProperties) && !schema.properties) return `object, each value ${describeSchema(schema.additionalProperties)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : typeof schema.type === "string" ? schema.type : "any value";
  return typeof schema.format === "string" ? `${type} (${schema.format})` : type;
}

function limitWords({ minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems }: SchemaNode): string[] {
  const range = (low: unknown, high: unknown, unit: string) => {
    if (low === undefined && high === undefined) return [];
    if (low === undefined) return [`at most ${String(high)}${unit}`];
    return [high === undefined ? `at least ${String(low)}${unit}` : `${String(low)} … ${String(high)}${unit}`];
  };
  return [
    ...range(minimum, maximum, ""),
    ...(exclusiveMinimum === undefined ? [] : [`above ${String(exclusiveMinimum)}`]),
    ...range(minLength, maxLength, " characters"),
    ...range(minItems, maxItems, " entries"),
  ];
}

function defaultWords(schema: SchemaNode): string[] {
  // An object's default is the sum of its fields' defaults, which they show themselves.
  return "default" in schema && !isNode(schema.default) ? [`default ${JSON.stringify(schema.default)}`] : [];
}

/** What tells one alternative of a union from the others: `algorithm "kmeans"`. */
export function alternativeName(schema: SchemaNode): string | undefined {
  if (!isNode(schema.properties)) return undefined;
  const mark = Object.entries(schema.properties).find(([, field]) => isNode(field) && "const" in field);
  return mark && isNode(mark[1]) ? `${mark[0]} ${JSON.stringify(mark[1].const)}` : undefined;
}
