import { availableParallelism } from "node:os";
import { dbscan } from "@/lib/kernels/dbscan";
import { hierarchical } from "@/lib/kernels/hierarchical";
import { kmeans } from "@/lib/kernels/kmeans";
import { pca } from "@/lib/kernels/pca";
import { silhouette } from "@/lib/kernels/silhouette";
import { differencePct, type BenchCase } from "./bench-case";
import { customerTable, standardise, type Table } from "./customer-data";
import { writeTable, type OptionalPeer } from "./peer";

const SEED = 42;
const control = { threads: availableParallelism() };

function table(rows: number, columns: number): Table {
  return standardise(customerTable(rows, columns, SEED));
}

function shape({ rows, columns }: Table): { rows: number; columns: number } {
  return { rows, columns };
}

function kmeansCase(name: string, rows: number, goal: number, peerRounds: number, others: OptionalPeer[] = []): BenchCase {
  return {
    name,
    goal,
    rounds: 5,
    peerRounds,
    prepare: async (folder) => {
      const data = table(rows, 6);
      return {
        ours: async () => ({ figures: { inertia: (await kmeans(data, { k: 8, seed: SEED }, control)).inertia } }),
        peer: { script: "kmeans", parameters: { file: writeTable(folder, name, data), ...shape(data), k: 8, n_init: 10, seed: SEED } },
        others: others.map((peer) => ({ peer })),
        compare: (ours, theirs) => `inertia ${ours.inertia!.toFixed(2)}, against theirs ${differencePct(ours.inertia, theirs?.inertia)}`,
      };
    },
  };
}

function dbscanCase(name: string, columns: number, eps: number, goal: number, goalAgainstR?: number): BenchCase {
  return {
    name,
    goal,
    rounds: 3,
    peerRounds: 1,
    prepare: async (folder) => {
      const data = table(100_000, columns);
      return {
        ours: async () => {
          const { clusters, noise, corePoints } = await dbscan(data, { eps, minSamples: 5 }, control);
          return { figures: { clusters, noise, corePoints } };
        },
        peer: { script: "dbscan", parameters: { file: writeTable(folder, name, data), ...shape(data), eps, min_samples: 5 } },
        others: [{ peer: "R dbscan", goal: goalAgainstR }],
        compare: (ours, theirs) => {
          // R does not count the core points.
          const same = theirs && ["clusters", "noise", "corePoints"].every((figure) => theirs[figure] === undefined || ours[figure] === theirs[figure]);
          return `${ours.clusters} clusters, ${ours.noise} noise, ${ours.corePoints} core${theirs ? (same ? ", the same as theirs" : `, DIFFERENT from theirs: ${JSON.stringify(theirs)}`) : ""}`;
        },
      };
    },
  };
}

const wardCase: BenchCase = {
  name: "ward-20k",
  // Against fastcluster; scikit-learn, the peer where fastcluster is missing, takes about 14 times as long.
  goal: 2,
  rounds: 3,
  peerRounds: 1,
  prepare: async (folder) => {
    const data = table(20_000, 6);
    return {
      ours: async () => {
        const { heights } = await hierarchical(data, { linkage: "ward", seed: SEED }, control);
        return { figures: { heightSum: heights.reduce((sum, height) => sum + height, 0), top: heights.at(-1)! } };
      },
      peer: { script: "ward", parameters: { file: writeTable(folder, "ward", data), ...shape(data) } },
      compare: (ours, theirs) => `sum of heights ${ours.heightSum!.toFixed(6)}, against ${theirs?.fastcluster ? "fastcluster" : "scikit-learn"} ${differencePct(ours.heightSum, theirs?.heightSum)}`,
    };
  },
};

const silhouetteCase: BenchCase = {
  name: "silhouette-20k",
  goal: 15,
  rounds: 3,
  peerRounds: 1,
  prepare: async (folder) => {
    const data = table(20_000, 6);
    const { labels } = await kmeans(data, { k: 5, seed: SEED }, control);
    const labelTable = { rows: data.rows, columns: 1, names: ["segment"], values: Float64Array.from(labels) };
    return {
      ours: async () => ({ figures: { silhouette: (await silhouette(data, labels, { seed: SEED }, control)).mean } }),
      peer: { script: "silhouette", parameters: { file: writeTable(folder, "silhouette", data), ...shape(data), labels: writeTable(folder, "labels", labelTable) } },
      compare: (ours, theirs) => `mean ${ours.silhouette!.toFixed(9)}, against theirs ${differencePct(ours.silhouette, theirs?.silhouette)}`,
    };
  },
};

const pcaCase: BenchCase = {
  name: "pca-1m",
  goal: 30,
  // Both sides take tens to hundreds of milliseconds, and theirs varies twofold from one round to the next.
  rounds: 15,
  peerRounds: 9,
  prepare: async (folder) => {
    const data = table(1_000_000, 6);
    return {
      ours: async () => ({ figures: { ratio: (await pca(data, { components: 2 }, control)).explainedVarianceRatio[0]! } }),
      peer: { script: "pca", parameters: { file: writeTable(folder, "pca", data), ...shape(data), components: 2 } },
      compare: (ours, theirs) => `first ratio ${ours.ratio!.toFixed(12)}, against theirs ${differencePct(ours.ratio, theirs?.ratio)}`,
    };
  },
};

export const kernelCases: BenchCase[] = [
  kmeansCase("kmeans-1m", 1_000_000, 12, 2),
  kmeansCase("kmeans-100k", 100_000, 8, 3, ["R kmeans", "FAISS"]),
  pcaCase,
  dbscanCase("dbscan-100k-6", 6, 0.5, 10, 5),
  dbscanCase("dbscan-100k-2", 2, 0.1, 50),
  wardCase,
  silhouetteCase,
];
