import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import type { KernelControl } from "./control";
import { EIGEN_WASM } from "./generated/eigen";
import { aligned, DATA_ADDRESS } from "./runtime/layout";
import { openSession } from "./runtime/session";

/** Eigenvalues in descending order, eigenvectors of unit length: vector c is `vectors[c * size … (c + 1) * size − 1]`. */
export interface SymmetricEigen {
  values: Float64Array;
  vectors: Float64Array;
}

/** Up to here ml-matrix takes some ten milliseconds; 800 columns would take it nine seconds. */
const SMALL_SIZE = 64;

/**
 * Eigenvalues and the first `count` eigenvectors of a symmetric matrix (size × size, row-major, both triangles).
 *
 * @throws KernelMemoryExceeded, KernelCancelled; Error when QL does not converge (60 sweeps for one value).
 * Deterministic on any number of threads; equal eigenvalues keep the decomposition's order.
 * O(size³) time, 16 size² bytes. Up to 64 columns ml-matrix (JAMA), beyond Householder and implicit QL in WebAssembly,
 * the rotations dealt out to the threads by columns of the eigenvectors.
 * Source: EISPACK tred2, imtql2; Golub and Van Loan, Matrix Computations, 8.3.
 */
export async function symmetricEigen(matrix: Float64Array, size: number, count: number, control: KernelControl = {}): Promise<SymmetricEigen> {
  return size <= SMALL_SIZE ? solveSmall(matrix, size, count) : solveLarge(matrix, size, count, control);
}

function descending(values: ArrayLike<number>): number[] {
  return Array.from({ length: values.length }, (_, at) => at).sort((a, b) => values[b]! - values[a]! || a - b);
}

function solveSmall(matrix: Float64Array, size: number, count: number): SymmetricEigen {
  const dense = DenseMatrix.zeros(size, size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) dense.set(a, b, matrix[a * size + b]!);
  const eigen = new EigenvalueDecomposition(dense, { assumeSymmetric: true });
  const order = descending(eigen.realEigenvalues);
  const vectors = new Float64Array(count * size);
  for (let c = 0; c < count; c++) {
    for (let j = 0; j < size; j++) vectors[c * size + j] = eigen.eigenvectorMatrix.get(j, order[c]!);
  }
  return { values: Float64Array.from(order, (at) => eigen.realEigenvalues[at]!), vectors };
}

async function solveLarge(matrix: Float64Array, size: number, count: number, control: KernelControl): Promise<SymmetricEigen> {
  const threads = Math.max(1, control.threads ?? 1);
  const stride = size + (size % 2);
  const column = aligned(size * 8);
  const matrixAt = DATA_ADDRESS;
  const vectorsAt = matrixAt + aligned(size * size * 8);
  const diagonal = vectorsAt + aligned(size * stride * 8);
  const [off, taus, p, chosen] = [diagonal + column, diagonal + 2 * column, diagonal + 3 * column, diagonal + 4 * column];
  const work = diagonal + 5 * column;
  const bytes = work + threads * size * 16;
  const session = openSession({ name: "eigen", wasm: EIGEN_WASM, bytes, threads, control: { ...control, onProgress: undefined } });
  try {
    new Float64Array(session.buffer, matrixAt, size * size).set(matrix);
    await session.run("tridiagonalize", matrixAt, size, diagonal, off, taus, p, work);
    const failed = await session.run("solve", size, diagonal, off, work, vectorsAt, stride);
    if (failed !== 0) throw new Error("The eigenvalues do not converge");
    const found = new Float64Array(session.buffer, diagonal, size);
    const order = descending(found);
    new Int32Array(session.buffer, chosen, count).set(order.slice(0, count));
    await session.run("backTransform", matrixAt, size, taus, vectorsAt, stride, chosen, count);
    const all = new Float64Array(session.buffer, vectorsAt, size * stride);
    const vectors = new Float64Array(count * size);
    for (let c = 0; c < count; c++) vectors.set(all.subarray(order[c]! * stride, order[c]! * stride + size), c * size);
    return { values: Float64Array.from(order, (at) => found[at]!), vectors };
  } finally {
    session.close();
  }
}
