import { stat } from "node:fs/promises";
import { AppError } from "../errors";
import type { Dialect, ReadOptions } from "../schemas/dataset";
import { presumedUtf8 } from "./detect-encoding";
import { warehouseThreads } from "./instance";
import { maybeOrdinary, readOrdinaryTable, type OrdinaryTable } from "./read-ordinary-table";
import { layoutOf, type TextLayout } from "./text-layout";

export interface OrdinarySource {
  /** Unpacked text. */
  path: string;
  compressed: boolean;
  options: ReadOptions;
  targetPath: string;
  firstRowId: number;
  onRatio: (ratio: number) => void;
  signal?: AbortSignal;
}

export interface OrdinaryIngest extends OrdinaryTable {
  layout: TextLayout;
  dialect: Dialect;
}

/** A smaller file is read at once by any way. */
export const ordinaryBytes = 1024 ** 2;

function dialectOf({ text, dialect, context }: TextLayout, options: ReadOptions): Dialect {
  return {
    format: "csv", delimiter: dialect.delimiter, quote: dialect.quote, header: dialect.header, encoding: text.encoding, byteOrderMark: text.byteOrderMark,
    compressed: text.compressed, decimal: context.decimal, timezone: options.timezone ?? "UTC",
  };
}

/**
 * Stores a text file that has nothing to repair (see `readOrdinaryTable`); nothing for any other, also one that can't be
 * read: the careful way says what is wrong and knows what to do.
 */
export async function ingestOrdinary(source: OrdinarySource): Promise<OrdinaryIngest | undefined> {
  const { path, options, signal, targetPath, firstRowId, onRatio } = source;
  const encoding = await presumedUtf8(path, options.encoding, signal);
  if (!encoding || (await stat(path)).size === 0) return undefined;
  const layout = await layoutOf({ ...encoding, path, compressed: source.compressed }, options).catch((error: unknown) => {
    if (error instanceof AppError) return undefined;
    throw error;
  });
  if (!layout || !maybeOrdinary(layout)) return undefined;
  const table = await readOrdinaryTable({ layout, options, targetPath, firstRowId, threads: warehouseThreads(), onRatio, signal });
  return table && { ...table, layout, dialect: dialectOf(layout, options) };
}
