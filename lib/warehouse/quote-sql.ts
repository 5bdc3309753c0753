/** A name as an SQL identifier. Names come from uploaded files, so every one of them passes through here. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for the places where DuckDB takes no bound value (COPY targets, reader options). */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path that DuckDB's readers take as it is: they expand `*`, `?` and `[…]`, which a folder's name may contain. */
export function literalPath(path: string): string {
  return path.replaceAll(/[*?[]/gu, (character) => `[${character}]`);
}

/** `read_parquet(…)` of one local file, for the FROM of a statement. */
export function parquetTable(path: string, options: { rowNumbers?: boolean } = {}): string {
  return `read_parquet(${quoteLiteral(literalPath(path))}${options.rowNumbers ? ", file_row_number = true" : ""})`;
}
