/** A file on its way out. */
export interface Download {
  stream: ReadableStream<Uint8Array>;
  /** Without ending; may hold any character. */
  name: string;
  format: "csv" | "json" | "parquet";
}
