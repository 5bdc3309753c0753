import type { Matrix } from "./matrix";

export interface DistinctRows {
  /** The rows of the data that differ from every row before them, ascending. */
  representatives: Int32Array;
  /** Per row: the position of its equal in `representatives`. */
  positionOf: Int32Array;
  /** Per representative: rows equal to it, itself counted. */
  counts: Int32Array;
}

/** Groups equal rows (0 equals −0) by a hash of their bits. O(n columns) time, O(n) memory. */
export function distinctRows(data: Matrix): DistinctRows {
  const { rows } = data;
  const hashes = hashRows(data);
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2))) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const positionOf = new Int32Array(rows);
  const representatives = new Int32Array(rows);
  const counts = new Int32Array(rows);
  let found = 0;
  for (let i = 0; i < rows; i++) {
    let cell = hashes[i]! & mask;
    while (table[cell]! >= 0 && !sameRow(data, representatives[table[cell]!]!, i)) cell = (cell + 1) & mask;
    if (table[cell]! < 0) {
      table[cell] = found;
      representatives[found++] = i;
    }
    positionOf[i] = table[cell]!;
    counts[table[cell]!]!++;
  }
  return { representatives: representatives.slice(0, found), positionOf, counts: counts.slice(0, found) };
}

function hashRows({ rows, columns, values }: Matrix): Int32Array {
  const hashes = new Int32Array(rows);
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      number[0] = values[j * rows + i]! + 0;
      const mixed = Math.imul(hashes[i]! ^ words[0]! ^ Math.imul(words[1]!, 0x9e3779b1), 0x21f0aaad);
      hashes[i] = mixed ^ (mixed >>> 15);
    }
  }
  return hashes;
}

function sameRow({ rows, columns, values }: Matrix, a: number, b: number): boolean {
  for (let j = 0; j < columns; j++) if (values[j * rows + a] !== values[j * rows + b]) return false;
  return true;
}
