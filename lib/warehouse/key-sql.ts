/** SQL of a key's text: whole numbers lose a trailing “.0”, so that an id read as a number meets one read as text. */
export function keySql(column: string): string {
  return `regexp_replace(${column}::VARCHAR, '\\.0$', '')`;
}
