import { z } from "zod";
import { AppError } from "../errors";
import { rowFilterSchema, type RowFilter, type RowsPage, type RowsQuery } from "../schemas/dataset";
import { readRows } from "../warehouse/read-rows";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** One page of a dataset's rows, sorted and filtered as asked. */
export async function datasetRows(datasetId: string, query: RowsQuery & { version?: string }): Promise<RowsPage> {
  const version = await requireReadyVersion(datasetId, query.version);
  const offset = parseOffset(query.cursor);
  const { rows, columns, total } = await readRows(rowsPath(version.id), {
    sort: query.sort,
    direction: query.direction,
    filters: parseFilters(query.filter),
    limit: query.limit,
    offset,
  });
  return { items: rows, columns, total, nextCursor: nextOffset(offset, rows.length, total) };
}

/** Filters as the query carries them: a JSON array. */
function parseFilters(text: string | undefined): RowFilter[] {
  if (!text) return [];
  try {
    return z.array(rowFilterSchema).max(50).parse(JSON.parse(text));
  } catch (error) {
    throw new AppError("bad_request", "The filter can't be read. It is a JSON array of {column, operator, value}.", {
      cause: error,
      invalidParams: [{ name: "query.filter", reason: "Not a JSON array of filters" }],
    });
  }
}

/** Rows page by their position: the cursor is the offset of the next one. */
export function parseOffset(cursor: string | undefined): number {
  const offset = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new AppError("bad_request", "The cursor is not one that this list gave.", { invalidParams: [{ name: "query.cursor", reason: "Not a cursor" }] });
  }
  return offset;
}

export function nextOffset(offset: number, shown: number, total: number): string | undefined {
  return offset + shown < total && shown > 0 ? String(offset + shown) : undefined;
}
