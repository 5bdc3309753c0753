import type { OptionalPeer } from "./peer";

/** One line of the benchmark's table. */
export interface BenchLine {
  name: string;
  ourSeconds: number;
  theirSeconds?: number;
  /** Theirs / ours. */
  ratio?: number;
  /** The ratio that is aimed at. */
  goal?: number;
  /** Figures of quality, ours against theirs. */
  quality: string;
}

/** What a call gives: figures that are compared with the peer's. */
export interface Measured {
  figures: Record<string, number>;
}

export interface BenchCase {
  name: string;
  goal: number;
  /** Alternating rounds of ours and theirs; the medians count. */
  rounds: number;
  /** How often the peer runs; fewer where it takes long. */
  peerRounds: number;
  /** Makes the data; answers the two calls. */
  prepare: (folder: string) => Promise<{
    ours: () => Promise<Measured>;
    peer: { script: string; parameters: Record<string, unknown> };
    /** Further peers, on the same parameters, where they are installed: a line of their own each. */
    others?: { peer: OptionalPeer; goal?: number }[];
    /** One line about the figures of both; theirs is missing without a peer. */
    compare: (ours: Record<string, number>, theirs?: Record<string, number>) => string;
  }>;
}

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How far ours is from theirs, as a signed share in per cent. */
export function differencePct(ours: number | undefined, theirs: number | undefined): string {
  if (ours === undefined || theirs === undefined) return "-";
  const share = theirs === 0 ? ours : (100 * (ours - theirs)) / Math.abs(theirs);
  return `${share >= 0 ? "+" : ""}${share.toFixed(4)} %`;
}
