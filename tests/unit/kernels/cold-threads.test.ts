import { expect, it } from "vitest";
import { hierarchical } from "@/lib/kernels/hierarchical";
import { randomStream } from "@/lib/kernels/random";

/** In a file of its own: the module must not have run before in the process. */
it("more threads than cores, which sleep at their barriers from the very first call on, give what one thread gives", async () => {
  const stream = randomStream(3);
  const data = { rows: 2500, columns: 3, values: Float64Array.from({ length: 7500 }, () => stream.nextFloat()) };
  const cold = await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 8 });
  expect(cold).toEqual(await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 1 }));
});
