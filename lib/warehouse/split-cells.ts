export interface TextGrammar {
  delimiter: string;
  quote: string;
  backslashEscapes: boolean;
}

/** The same rules as byte values, for the scanner. */
export function byteGrammar(grammar: TextGrammar) {
  return { delimiter: grammar.delimiter.charCodeAt(0), quote: grammar.quote.charCodeAt(0), backslashEscapes: grammar.backslashEscapes };
}

/** A record without problems, split into its cells with quotes and escapes resolved. */
export function splitCells(record: string, grammar: TextGrammar): string[] {
  const { delimiter, quote, backslashEscapes } = grammar;
  if (!record.includes(quote)) return record.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = "";
    if (record[at] === quote) {
      at += 1;
      for (; at < record.length; at += 1) {
        const character = record[at];
        if (character === "\\" && backslashEscapes && at + 1 < record.length) {
          const next = record[at + 1] ?? "";
          cell += next === quote || next === "\\" ? next : `\\${next}`;
          at += 1;
        } else if (character === quote) {
          if (record[at + 1] !== quote) break;
          cell += quote;
          at += 1;
        } else cell += character;
      }
      at += 1;
    }
    const end = record.indexOf(delimiter, at);
    cells.push(cell + record.slice(at, end < 0 ? undefined : end));
    if (end < 0) return cells;
    at = end + 1;
  }
}

/** Cells as one CSV record with `"` as the quote, quoted where needed. */
export function joinCells(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) => (cell.includes(delimiter) || /["\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}
