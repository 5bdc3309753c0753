"use client";

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { rowFilterSchema, type RowFilter } from "@/lib/schemas/dataset";

/** As many rows as one page of the table holds; the table draws only those in view. */
export const pageRows = 500;

const parseAsFilters = createParser<RowFilter[]>({
  parse(text) {
    try {
      return rowFilterSchema.array().parse(JSON.parse(text));
    } catch {
      return null;
    }
  },
  serialize: (filters) => JSON.stringify(filters),
  eq: (left, right) => JSON.stringify(left) === JSON.stringify(right),
});

/** Sort, filters and page of the rows, in the URL. Another sort or filter begins at the first page. */
export function useRowsUrlState() {
  const [state, setState] = useQueryStates({
    sort: parseAsString,
    direction: parseAsStringLiteral(["asc", "desc"] as const).withDefault("asc"),
    filter: parseAsFilters.withDefault([]),
    page: parseAsInteger.withDefault(1),
  });
  /** A click on a header: ascending, then descending, then the file's own order. */
  function sortBy(column: string) {
    if (state.sort !== column) return void setState({ sort: column, direction: "asc", page: null });
    if (state.direction === "asc") return void setState({ direction: "desc", page: null });
    void setState({ sort: null, direction: null, page: null });
  }
  return {
    ...state,
    page: Math.max(1, state.page),
    sortBy,
    setFilters: (filter: RowFilter[]) => void setState({ filter: filter.length > 0 ? filter : null, page: null }),
    setPage: (page: number) => void setState({ page: page === 1 ? null : page }),
  };
}

/** The query of `GET /datasets/ID/rows`; the cursor is the position of the page's first row. */
export function rowsQueryText(state: { sort: string | null; direction: "asc" | "desc"; filter: RowFilter[]; page: number }): string {
  const query = new URLSearchParams({ limit: String(pageRows) });
  if (state.page > 1) query.set("cursor", String((state.page - 1) * pageRows));
  if (state.sort !== null) {
    query.set("sort", state.sort);
    query.set("direction", state.direction);
  }
  if (state.filter.length > 0) query.set("filter", JSON.stringify(state.filter));
  return query.toString();
}
