/**
 * What a thread does that lays rows out with umap-js, as plain JavaScript for Node: the package's first step blocks for
 * seconds, and the worker has to renew its leases meanwhile. `workerData`: `modulePath`, `values` (column-major), `rows`,
 * `columns`, `neighbours`, `seed`. Posts `{ ratio }` now and then, and `{ x, y }` at last.
 */
export const UMAP_THREAD = /* js */ `
const { parentPort, workerData } = require("node:worker_threads");
const { UMAP } = require(workerData.modulePath);
const { values, rows, columns, neighbours, seed } = workerData;

// mulberry32: the same places for the same seed, in any process.
let state = seed >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const points = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => values[j * rows + i]));
const umap = new UMAP({ random, nNeighbors: neighbours, minDist: 0.1, nComponents: 2 });
const epochs = umap.initializeFit(points);
for (let epoch = 0; epoch < epochs; epoch += 1) {
  if (epoch % 5 === 0) parentPort.postMessage({ ratio: epoch / epochs });
  umap.step();
}
const places = umap.getEmbedding();
parentPort.postMessage({ x: Float32Array.from(places, (place) => place[0]), y: Float32Array.from(places, (place) => place[1]) });
`;
