/** A dense table of numbers, one column after the other: cell (i, j) is `values[j * rows + i]`. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}
