const mostNamed = 3;

export interface CountedFilters {
  categories: string[];
  /** Titles of items, or keys where no title is known. */
  items: string[];
  /** Column and value each. */
  places: { column: string; value: string }[];
}

/**
 * What the counted events are of, in words: “Drama or Comedy, device TV”; undefined where all events count.
 * Values of one filter are alternatives, filters of different kinds hold together.
 */
export function countedSubject({ categories, items, places }: CountedFilters): string | undefined {
  const columns = [...new Set(places.map(({ column }) => column))];
  const parts = [
    ...(categories.length > 0 ? [alternatives(categories)] : []),
    ...(items.length > 0 ? [alternatives(items.map((item) => `“${item}”`))] : []),
    ...columns.map((column) => `${column} ${alternatives(places.filter((place) => place.column === column).map(({ value }) => value))}`),
  ];
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function alternatives(values: string[]): string {
  const named = values.length > mostNamed ? [...values.slice(0, mostNamed - 1), `${values.length - mostNamed + 1} more`] : values;
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} or ${named.at(-1) ?? ""}` : (named[0] ?? "");
}
