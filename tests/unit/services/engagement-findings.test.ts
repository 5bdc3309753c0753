import { expect, it } from "vitest";
import { lapsingCandidate } from "@/lib/services/engagement-findings";
import { studentP } from "@/lib/kernels/chance";

it("the p-value of lapsing is that of the linearised difference, user by user", () => {
  // last, before, earlier, users
  const combinations = [[1, 1, 1, 60], [0, 1, 1, 25], [1, 0, 1, 9], [0, 0, 1, 14], [1, 1, 0, 11], [0, 1, 0, 12], [1, 0, 0, 30]] as const;
  const candidate = lapsingCandidate(combinations.map(([last, before, earlier, users]) => ({ last: last === 1, before: before === 1, earlier: earlier === 1, users })), 30);
  const [now, then] = [37 / 108, 23 / 108];
  expect(candidate?.figures.map(({ value }) => value)).toEqual([now, then, 37]);
  let [squares, users] = [0, 0];
  for (const [last, before, earlier, count] of combinations) {
    if (before + earlier === 0) continue;
    const residual = (before * (1 - last - now)) / 108 - (earlier * (1 - before - then)) / 108;
    squares += count * residual * residual;
    users += count;
  }
  expect(candidate?.pValue).toBeCloseTo(studentP((now - then) / Math.sqrt((squares * users) / (users - 1)), users - 1), 12);
});
