/** What a filter is called on screens. */
export const filterWords = { category: "Category", item: "Item" } as const;

/** Column and value of a place filter, written `COLUMN:VALUE`; a value may hold colons. */
export function placeParts(place: string): { column: string; value: string } {
  const colon = place.indexOf(":");
  return colon < 0 ? { column: "Place", value: place } : { column: place.slice(0, colon), value: place.slice(colon + 1) };
}

export const placeFilter = (column: string, value: string): string => `${column}:${value}`;
