/** One operation of the API, ready to be shown. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** The least role; absent when anybody may call it. */
  role?: string;
  parameters: { name: string; place: "path" | "query"; required: boolean; schema: SchemaNode }[];
  body?: Media;
  answer: Media & { status: string };
  curl: string;
}

/** A body or an answer: JSON with its schema and an example, or files of the given types. */
export interface Media {
  schema?: SchemaNode;
  example?: string;
  mediaTypes: string[];
}

/** JSON Schema 2020-12, as OpenAPI 3.1 writes it. */
export type SchemaNode = Record<string, unknown>;
