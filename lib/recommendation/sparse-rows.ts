/** A sparse matrix by rows: the entries of row r are at `start[r]` … `start[r + 1] − 1` of `column` and `value`. */
export interface SparseRows {
  rows: number;
  columns: number;
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

/** The entries of one row, ascending by column. */
export interface RowEntries {
  column: Int32Array;
  value: Float32Array;
}

/** The matrix of rows that were made one by one. */
export function joinRows(found: RowEntries[], columns: number): SparseRows {
  const start = new Int32Array(found.length + 1);
  found.forEach(({ column }, row) => (start[row + 1] = start[row]! + column.length));
  const total = start[found.length]!;
  const result: SparseRows = { rows: found.length, columns, start, column: new Int32Array(total), value: new Float32Array(total) };
  found.forEach(({ column, value }, row) => {
    result.column.set(column, start[row]!);
    result.value.set(value, start[row]!);
  });
  return result;
}

/** Positions 0 … n − 1 ordered by their key (stable), with the start of each key's stretch. O(n + keys). */
export function groupByKey(keys: Int32Array, count: number): { start: Int32Array; order: Int32Array } {
  const start = new Int32Array(count + 1);
  for (let at = 0; at < keys.length; at++) start[keys[at]! + 1]!++;
  for (let key = 0; key < count; key++) start[key + 1]! += start[key]!;
  const next = start.slice();
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) order[next[keys[at]!]!++] = at;
  return { start, order };
}

/** The matrix of entries (row, column, value); entries of a row keep their order. */
export function sparseRows(rows: number, columns: number, row: Int32Array, column: Int32Array, value: Float32Array): SparseRows {
  const { start, order } = groupByKey(row, rows);
  const result = { rows, columns, start, column: new Int32Array(order.length), value: new Float32Array(order.length) };
  for (let at = 0; at < order.length; at++) {
    const from = order[at]!;
    result.column[at] = column[from]!;
    result.value[at] = value[from]!;
  }
  return result;
}

/** Rows become columns; entries of the new rows are in the order of the old ones. */
export function transpose(matrix: SparseRows): SparseRows {
  const { rows, columns, start } = matrix;
  const next = new Int32Array(columns + 1);
  for (let at = 0; at < matrix.column.length; at++) next[matrix.column[at]! + 1]!++;
  for (let column = 0; column < columns; column++) next[column + 1]! += next[column]!;
  const result: SparseRows = { rows: columns, columns: rows, start: next.slice(), column: new Int32Array(matrix.column.length), value: new Float32Array(matrix.column.length) };
  for (let row = 0; row < rows; row++) {
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const to = next[matrix.column[at]!]!++;
      result.column[to] = row;
      result.value[to] = matrix.value[at]!;
    }
  }
  return result;
}
