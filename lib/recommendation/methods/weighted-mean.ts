/** The mean of the strongest of up to `capacity` values by weight; filled again and again without allocating. */
export function weightedMean(capacity: number, most: number) {
  const [weights, values] = [new Float64Array(capacity), new Float64Array(capacity)];
  // The strongest so far, strongest first; of equally strong ones those that came first.
  const [bestWeights, bestValues] = [new Float64Array(most), new Float64Array(most)];
  let count = 0;
  const takeBest = (): void => {
    let kept = 0;
    for (let from = 0; from < count; from++) {
      const weight = weights[from]!;
      if (kept === most && !(weight > bestWeights[most - 1]!)) continue;
      let at = kept < most ? kept++ : most - 1;
      for (; at > 0 && bestWeights[at - 1]! < weight; at--) {
        bestWeights[at] = bestWeights[at - 1]!;
        bestValues[at] = bestValues[at - 1]!;
      }
      bestWeights[at] = weight;
      bestValues[at] = values[from]!;
    }
  };
  return {
    clear(): void {
      count = 0;
    },
    add(weight: number, value: number): void {
      weights[count] = weight;
      values[count++] = value;
    },
    /** Σ weight · value / Σ weight over the `most` strongest; 0 where there is nothing. O(count × most) at worst. */
    ofStrongest(): number {
      if (count > most) takeBest();
      const [byWeight, byValue] = count > most ? [bestWeights, bestValues] : [weights, values];
      let [sum, total] = [0, 0];
      for (let at = 0; at < Math.min(count, most); at++) {
        sum += byWeight[at]! * byValue[at]!;
        total += byWeight[at]!;
      }
      return total > 0 ? sum / total : 0;
    },
  };
}
