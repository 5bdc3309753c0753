import type { ChainLinkage } from "@/lib/kernels/chain-merges";
import type { Matrix } from "@/lib/kernels/matrix";
import { createMerges, type RawMerges } from "@/lib/kernels/merge-tree";

/** Distance from the union of x and y to i, from the three distances and the three sizes (Lance and Williams 1967). */
type Update = (toX: number, toY: number, between: number, sizeX: number, sizeY: number, sizeI: number) => number;

const updates: Record<ChainLinkage, Update> = {
  complete: (toX, toY) => Math.max(toX, toY),
  average: (toX, toY, _between, sizeX, sizeY) => (sizeX * toX + sizeY * toY) / (sizeX + sizeY),
  ward: (toX, toY, between, sizeX, sizeY, sizeI) => {
    const share = 1 / (sizeX + sizeY + sizeI);
    return Math.sqrt((sizeI + sizeX) * share * toX * toX + (sizeI + sizeY) * share * toY * toY - sizeI * share * between * between);
  },
};

/**
 * The nearest-neighbour chain of SciPy 1.10 (`_hierarchy.nn_chain`) as plainly as it can be written, on a full matrix of
 * distances: what the kernel has to equal bit for bit, ties and all.
 */
export function plainChain(data: Matrix, linkage: ChainLinkage, sizes?: Int32Array): RawMerges {
  const { rows } = data;
  const distances = Array.from({ length: rows }, (_, i) => Float64Array.from({ length: rows }, (__, other) => distance(data, i, other)));
  const size = Float64Array.from({ length: rows }, (_, i) => sizes?.[i] ?? 1);
  const merges = createMerges(rows - 1);
  const chain: number[] = [];
  for (let merge = 0; merge < rows - 1; ) {
    if (chain.length === 0) chain.push(size.findIndex((count) => count > 0));
    const x = chain.at(-1)!;
    const previous = chain.at(-2) ?? -1;
    const row = distances[x]!;
    let nearest = previous;
    for (let i = 0; i < rows; i++) if (i !== x && size[i]! > 0 && (nearest < 0 || row[i]! < row[nearest]!)) nearest = i;
    if (nearest !== previous) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [gone, kept] = [Math.min(x, nearest), Math.max(x, nearest)];
    const between = row[nearest]!;
    [merges.first[merge], merges.second[merge], merges.heights[merge]] = [gone, kept, between];
    merge += 1;
    const [sizeGone, sizeKept] = [size[gone]!, size[kept]!];
    [size[gone], size[kept]] = [0, sizeGone + sizeKept];
    for (let i = 0; i < rows; i++) {
      if (size[i] === 0 || i === kept) continue;
      distances[i]![kept] = distances[kept]![i] = updates[linkage](distances[i]![gone]!, distances[i]![kept]!, between, sizeGone, sizeKept, size[i]!);
    }
  }
  return merges;
}

function distance({ rows, columns, values }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (values[j * rows + a]! - values[j * rows + b]!) ** 2;
  return Math.sqrt(sum);
}
