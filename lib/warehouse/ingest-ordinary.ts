import { stat } from "node:fs/promises";
import { AppError } from "../errors";
import type { Dialect, ReadOptions } from "../schemas/dataset";
import { presumedUtf8 } from "./detect-encoding";
import { warehouseThreads } from "./instance";
import { maybeOrdinary, readOrdinaryTable, type OrdinaryTable } from "./read-ordinary-table";
import type { PreparedText } from "./prepare-text";
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

async function layoutFrom(text: PreparedText, options: ReadOptions, isQuick: boolean): Promise<TextLayout | undefined> {
  try {
    return await layoutOf(text, options, isQuick);
  } catch (error) {
    // The careful way finds the same, and says it.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function readBy(layout: TextLayout | undefined, source: OrdinarySource): Promise<OrdinaryIngest | undefined> {
  if (!layout || !maybeOrdinary(layout)) return undefined;
  const { options, targetPath, firstRowId, onRatio, signal } = source;
  const table = await readOrdinaryTable({ layout, options, targetPath, firstRowId, threads: warehouseThreads(), onRatio, signal });
  return table && { ...table, layout, dialect: dialectOf(layout, options) };
}

/**
 * Stores a text file that has nothing to repair (see `readOrdinaryTable`); nothing for any other, also one that can't be
 * read: the careful way says what is wrong and knows what to do. A quick look at the file is enough to guess most types;
 * where it is not sure, or was wrong, a thorough one is taken.
 */
export async function ingestOrdinary(source: OrdinarySource): Promise<OrdinaryIngest | undefined> {
  const { path, compressed, options, signal } = source;
  const encoding = await presumedUtf8(path, options.encoding, signal);
  if (!encoding || (await stat(path)).size === 0) return undefined;
  const text = { ...encoding, path, compressed };
  const quick = await layoutFrom(text, options, true);
  const done = quick?.isCertain ? await readBy(quick, source) : undefined;
  if (done) return done;
  const thorough = await layoutFrom(text, options, false);
  const isSame = quick?.isCertain && JSON.stringify(quick.plans) === JSON.stringify(thorough?.plans);
  return isSame ? undefined : readBy(thorough, source);
}
