/** Longest name that is kept; the interface and the query string have to carry it. */
const maximumNameLength = 250;

function cleanName(name: string): string {
  // A name is shown on one line, and neither Postgres nor JSON in it can hold a zero character.
  return name.replaceAll(/[\u0000-\u001f\u007f]+/gu, " ").trim().slice(0, maximumNameLength).toWellFormed();
}

/**
 * Names for a table's columns from its header: as they are written (quotes, emoji, SQL, HTML), without the spaces around
 * them and control characters in them, cut at 250 characters; an empty one becomes `column_3` by its place.
 * A name that differs from an earlier one only by case is numbered, since DuckDB takes both for the same; `row_id` is ours.
 */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set(["row_id"]);
  const reserved = new Set(header.map((name) => cleanName(name).toLowerCase()));
  return header.map((raw, j) => {
    const wanted = cleanName(raw) || `column_${j + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()) || (number > 2 && reserved.has(name.toLowerCase())); number += 1) {
      name = `${wanted}_${number}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
