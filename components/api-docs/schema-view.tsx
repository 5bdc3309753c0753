import { alternativeName, describeSchema, isNode, refName } from "./describe-schema";
import type { SchemaNode } from "./operation";

/** A schema as a list of its fields, nested ones inside; named schemas are links to their own entry. */
export function SchemaView({ schema }: { schema: SchemaNode }) {
  const shown = nested(schema);
  if (!shown) return <p className="text-xs"><TypeText schema={schema} /></p>;
  if ("alternatives" in shown) {
    return (
      <ol className="flex flex-col gap-2">
        {shown.alternatives.map((alternative, position) => (
          <li key={position} className="border-l-2 border-line pl-3">
            <p className="mb-1 text-xs text-muted">{alternativeName(alternative) ?? `Choice ${position + 1}`}</p>
            <SchemaView schema={alternative} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <dl className="flex flex-col">
      {shown.fields.map(({ name, required, field }) => (
        <div key={name} className="border-t border-line py-1.5 first:border-0">
          <dt className="inline font-mono text-xs font-medium break-all">{name}</dt>
          <dd className="ml-2 inline text-xs break-words text-muted">
            <TypeText schema={field} /> {required ? "" : "· optional"}
          </dd>
          {nested(field) ? <dd className="mt-1 ml-1 border-l border-line pl-3"><SchemaView schema={field} /></dd> : null}
        </div>
      ))}
    </dl>
  );
}

type Nested = { fields: { name: string; required: boolean; field: SchemaNode }[] } | { alternatives: SchemaNode[] };

/** What a schema has inside that is worth a level of its own: fields of an object, of an array's objects, or alternatives of objects. */
function nested(schema: SchemaNode): Nested | undefined {
  if (refName(schema)) return undefined;
  if (isNode(schema.items)) return nested(schema.items);
  const alternatives = [schema.oneOf, schema.anyOf].find(Array.isArray)?.filter(isNode);
  if (alternatives?.some((alternative) => nested(alternative))) return { alternatives };
  if (!isNode(schema.properties)) return undefined;
  const required = new Set<unknown>(Array.isArray(schema.required) ? schema.required : []);
  return {
    fields: Object.entries(schema.properties).flatMap(([name, field]) => (isNode(field) ? [{ name, required: required.has(name), field }] : [])),
  };
}

export function TypeText({ schema }: { schema: SchemaNode }) {
  const name = refName(schema) ?? (isNode(schema.items) ? refName(schema.items) : undefined);
  if (name) {
    return (
      <>
        {isNode(schema.items) ? "list of " : ""}
        <a href={`#schema-${name}`} className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-accent">{name}</a>
      </>
    );
  }
  return <>{describeSchema(schema)}</>;
}
