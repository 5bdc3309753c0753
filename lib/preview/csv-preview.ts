import Papa from "papaparse";
import type { ReadOptions } from "../schemas/dataset";
import { guessDecimal, type DecimalMark } from "./guess-type";
import { describeTable, looksLikeHeader, type TablePreview } from "./table-preview";

export type Delimiter = NonNullable<ReadOptions["delimiter"]>;

export interface CsvPreview extends TablePreview {
  delimiter: Delimiter;
  header: boolean;
  decimal: DecimalMark;
  /** Length in characters of the text that the sampled records took; tells how many rows the file may have. */
  sampledCharacters: number;
}

const delimiters: Delimiter[] = [",", ";", "\t", "|"];
/** Guesses rest on this many records (header included): enough to be right, few enough to be instant. */
const sampledRecords = 2001;

/** How well a delimiter cuts the first records: the width most of them agree on, weighted by how many agree. */
function agreement(text: string, delimiter: Delimiter): number {
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: 50, skipEmptyLines: true });
  const widths = new Map<number, number>();
  for (const record of data) widths.set(record.length, (widths.get(record.length) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of widths) if (width > 1) best = Math.max(best, (count / data.length) * (1 + Math.log2(width) / 16));
  return best;
}

/** The delimiter that cuts most records to the same width; a comma when none cuts anything. */
export function guessDelimiter(text: string): Delimiter {
  let winner: Delimiter = ",";
  let best = 0;
  for (const delimiter of delimiters) {
    const score = agreement(text, delimiter);
    if (score > best + 1e-9) {
      best = score;
      winner = delimiter;
    }
  }
  return winner;
}

/** Records as papaparse reads them; the last one of a cut-off sample is dropped, since it may be half a record. */
function parseRecords(text: string, delimiter: Delimiter, complete: boolean): { records: string[][]; characters: number } {
  const result = Papa.parse<string[]>(text, { delimiter, preview: sampledRecords, skipEmptyLines: true });
  const stoppedEarly = result.meta.truncated;
  const records = complete || stoppedEarly || result.data.length < 2 ? result.data : result.data.slice(0, -1);
  return { records, characters: Math.max(1, result.meta.cursor) };
}

/**
 * Reads the beginning of a delimited text the way the server will, as far as a sample can tell.
 * What `options` names is taken as given, the rest is guessed. `complete`: the text is the whole file.
 */
export function previewCsv(text: string, options: ReadOptions, complete: boolean): CsvPreview {
  const delimiter = options.delimiter ?? guessDelimiter(text);
  const { records, characters } = parseRecords(text, delimiter, complete);
  const decimal = options.decimal ?? guessDecimal(records.slice(0, 200).flat());
  const header = options.header ?? looksLikeHeader(records.slice(0, 200), decimal);
  return { ...describeTable(records, { header, decimal }), delimiter, header, decimal, sampledCharacters: characters };
}
