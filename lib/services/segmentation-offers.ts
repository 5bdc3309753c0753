import type { SegmentationRequest } from "../schemas/segmentation";
import type { SegmentationEstimate } from "../schemas/segmentation-queries";
import { estimateRun } from "../segmentation/estimate";

interface Room {
  rows: number;
  columns: number;
  memoryLimitBytes: number;
}

type Offer = SegmentationEstimate["offers"][number];

/** A sample is offered that takes no longer than this. */
const shortRunMs = 60_000;
const leastSample = 1_000;

/** Ways out of a run that is too large or too slow: a sample, the two-stage tree, K-means; each with what is lost by it. */
export function offersFor(request: SegmentationRequest, room: Room): Offer[] {
  const sample = largestSample(request, room);
  return [
    ...(sample === undefined ? [] : [sampleOffer(sample, room.rows)]),
    ...(request.algorithm === "hierarchical" && request.parameters.linkage !== "ward" ? [twoStageOffer] : []),
    ...(request.algorithm === "hierarchical" || request.algorithm === "hdbscan" ? [kmeansOffer] : []),
  ];
}

function sampleOffer(rows: number, all: number): Offer {
  const count = (value: number) => value.toLocaleString("en-US");
  return {
    kind: "sample",
    rows,
    title: `Segment a sample of ${count(rows)} rows`,
    loses: `The other ${count(all - rows)} rows get their segment afterwards, by scoring them with the run; segments of a few rows may be missed.`,
  };
}

const twoStageOffer: Offer = {
  kind: "two-stage",
  title: "Use Ward linkage in two stages",
  loses: "Large data is condensed to micro-clusters first and the tree joins those: its finest branches, and shapes other than compact ones, are lost.",
};

const kmeansOffer: Offer = {
  kind: "kmeans",
  title: "Use K-means",
  loses: "It scales to millions of rows; there is no tree to cut, no noise, and every segment is round.",
};

/** The largest sample that fits into the memory and runs in about a minute, to two digits; undefined where not even a small one does. */
function largestSample(request: SegmentationRequest, { rows, columns, memoryLimitBytes }: Room): number | undefined {
  const fits = (sampled: number): boolean => {
    const k = "k" in request.parameters && request.parameters.k !== "auto" ? request.parameters.k : undefined;
    const linkage = "linkage" in request.parameters ? request.parameters.linkage : undefined;
    const { memoryBytes, durationMs } = estimateRun({ rows: sampled, columns, algorithm: request.algorithm, k, linkage });
    return memoryBytes <= memoryLimitBytes && durationMs <= shortRunMs;
  };
  let low = leastSample;
  let high = rows;
  if (rows <= leastSample || !fits(low)) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(low)) - 1);
  return Math.floor(low / unit) * unit;
}
