import { AppError } from "../errors";
import type { RowsPage, RowsQuery } from "../schemas/dataset";
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
    filters: query.filter,
    limit: query.limit,
    offset,
  });
  return { items: rows, columns, total, nextCursor: nextOffset(offset, rows.length, total) };
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
