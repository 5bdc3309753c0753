import { z } from "zod";
import { componentNames } from "./component-names";

/** A schema of OpenAPI 3.1, which is JSON Schema 2020-12. */
const jsonSchemaSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.infer<typeof jsonSchemaSchema>;

const safeInteger = Number.MAX_SAFE_INTEGER;

/** Says what a reader needs: the bounds of JavaScript's integers and the pattern behind a format are noise. */
function tidy(schema: JsonSchema, direction: "input" | "output"): void {
  if (schema.minimum === -safeInteger) delete schema.minimum;
  if (schema.maximum === safeInteger) delete schema.maximum;
  if (schema.format === "uuid" || schema.format === "date-time" || schema.format === "email") delete schema.pattern;
  // Answers may grow: a client must not refuse a field that a later version adds.
  if (direction === "output" && schema.additionalProperties === false) delete schema.additionalProperties;
}

/** Points `#/$defs/X` at the shared components of the document. */
function repoint(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(repoint);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === "$ref" && typeof inner === "string" ? [key, inner.replace("#/$defs/", "#/components/schemas/")] : [key, repoint(inner)],
    ),
  );
}

/**
 * A zod schema as JSON Schema. An answer (`output`) refers to the named schemas of lib/schemas, which are put into
 * `components`; a request (`input`) is written out, since what may be left out differs from what comes back.
 */
export function toJsonSchema(schema: z.ZodType, direction: "input" | "output", components: Map<string, JsonSchema>): JsonSchema {
  const made: unknown = z.toJSONSchema(schema, {
    io: direction,
    unrepresentable: "any",
    ...(direction === "output" && { metadata: componentNames() }),
    override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema, direction),
  });
  const { $schema: _dialect, $defs, id: _id, ...rest } = jsonSchemaSchema.parse(made);
  for (const [name, definition] of Object.entries(jsonSchemaSchema.catch({}).parse($defs))) {
    const { id: _definitionId, ...body } = jsonSchemaSchema.parse(repoint(definition));
    components.set(name, body);
  }
  return jsonSchemaSchema.parse(repoint(rest));
}
