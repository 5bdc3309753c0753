import type { Matrix } from "./matrix";

/** Called with each neighbour and its squared distance; returning true ends the visit. */
type OnNeighbour = (other: number, squared: number) => boolean;

/**
 * Finds all rows within `eps` of a row through a grid over the (up to three) columns that spread widest, cells of side
 * eps: a row's neighbours lie in its own and the adjacent cells. O(n) memory.
 */
export function rowGrid(data: Matrix, eps: number): (row: number, onNeighbour: OnNeighbour) => void {
  const { rows, columns, values } = data;
  const axes = widestColumns(data, 3);
  const cellOf = (row: number) => axes.map(({ column, minimum }) => Math.floor((values[column * rows + row]! - minimum) / eps));
  const cells = new Map<string, number[]>();
  for (let i = 0; i < rows; i++) {
    const key = cellOf(i).join(",");
    const cell = cells.get(key);
    if (cell) cell.push(i);
    else cells.set(key, [i]);
  }
  const limit = eps * eps;
  const squaredDistance = (a: number, b: number) => {
    let squared = 0;
    for (let j = 0; j < columns; j++) {
      const difference = values[j * rows + a]! - values[j * rows + b]!;
      squared += difference * difference;
    }
    return squared;
  };
  return (row, onNeighbour) => {
    for (const key of adjacentKeys(cellOf(row))) {
      for (const other of cells.get(key) ?? []) {
        const squared = squaredDistance(row, other);
        if (squared <= limit && onNeighbour(other, squared)) return;
      }
    }
  };
}

function widestColumns(data: Matrix, most: number): { column: number; minimum: number; width: number }[] {
  const { rows, columns, values } = data;
  const spreads = Array.from({ length: columns }, (_, column) => {
    let minimum = Infinity;
    let maximum = -Infinity;
    for (let i = 0; i < rows; i++) {
      minimum = Math.min(minimum, values[column * rows + i]!);
      maximum = Math.max(maximum, values[column * rows + i]!);
    }
    return { column, minimum, width: maximum - minimum };
  });
  return spreads.sort((a, b) => b.width - a.width).slice(0, most);
}

function adjacentKeys(cell: number[]): string[] {
  let prefixes = [""];
  cell.forEach((at, axis) => {
    const separator = axis === 0 ? "" : ",";
    prefixes = prefixes.flatMap((prefix) => [at, at - 1, at + 1].map((index) => `${prefix}${separator}${index}`));
  });
  return prefixes;
}
