import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { AppError } from "../errors";
import { KernelCancelled, type KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import { pca } from "../kernels/pca";
import { type PipelineControl, stageControl } from "./progress";
import { UMAP_THREAD } from "./umap-thread";

/** More rows take minutes, and their map says little more. */
export const maximumUmapRows = 20_000;
const leastRows = 5;
/** As in the reference implementation: so many rows count as near. */
const neighbours = 15;
/** Distances in more columns than that rest on their principal components. */
const maximumColumns = 50;

export interface Places {
  x: Float32Array;
  y: Float32Array;
}

type Reply = { ratio: number } | Places;

/**
 * Lays rows out on a plane so that near rows stay near (UMAP; McInnes, Healy & Melville 2018, as umap-js does it:
 * 15 neighbours, minimum distance 0.1), in a thread of its own.
 * Deterministic for a seed. About 30 s for 20,000 rows.
 * @param matrix prepared rows, 5 … 20,000
 * @throws AppError segmentation_impossible for fewer rows, or rows that can't be told apart. KernelCancelled.
 */
export async function umapPlaces(matrix: Matrix, seed: number, control: PipelineControl): Promise<Places> {
  if (matrix.rows < leastRows) throw new AppError("segmentation_impossible", `A UMAP needs at least ${leastRows} rows, and this run has ${matrix.rows}.`);
  if (matrix.rows > maximumUmapRows) throw new RangeError(`matrix has ${matrix.rows} rows, expected at most ${maximumUmapRows}`);
  const reduced = matrix.columns > maximumColumns ? await reduceColumns(matrix, stageControl(control, "Finding components", 0.02, 0.1)) : matrix;
  const layout = stageControl(control, "Finding each row's neighbours", 0.1, 0.3);
  const places = await runThread(reduced, seed, control.signal, (ratio) => {
    if (ratio > 0) control.onProgress?.("Laying the rows out", 0.3 + 0.7 * ratio);
    else layout.onProgress?.(1);
  });
  if (places.x.every(Number.isFinite) && places.y.every(Number.isFinite)) return places;
  throw new AppError("segmentation_impossible", "The rows are too much alike to be laid out as a UMAP. The map of principal components shows them.");
}

async function reduceColumns(matrix: Matrix, control: KernelControl): Promise<Matrix> {
  const { scores } = await pca(matrix, { components: Math.min(maximumColumns, matrix.rows) }, control);
  return { ...scores, values: Float64Array.from(scores.values) };
}

function runThread(matrix: Matrix, seed: number, signal: AbortSignal | undefined, onRatio: (ratio: number) => void): Promise<Places> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(UMAP_THREAD, {
      eval: true,
      execArgv: [],
      env: {},
      workerData: {
        modulePath: createRequire(import.meta.url).resolve("umap-js"),
        values: matrix.values, rows: matrix.rows, columns: matrix.columns, seed,
        neighbours: Math.min(neighbours, matrix.rows - 1),
      },
    });
    const stop = (): void => void thread.terminate();
    const end = (settle: () => void): void => {
      signal?.removeEventListener("abort", stop);
      settle();
    };
    thread.on("message", (reply: Reply) => {
      if ("ratio" in reply) onRatio(reply.ratio);
      else end(() => resolve(reply));
    });
    thread.on("error", (error) => end(() => reject(error)));
    // After the answer or an error, the promise has settled and this does nothing.
    thread.on("exit", () => end(() => reject(signal?.aborted ? new KernelCancelled() : new Error("The UMAP's thread ended without an answer"))));
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  });
}
