import { availableParallelism } from "node:os";
import { randomStream } from "@/lib/kernels/random";
import { buildInteractions } from "@/lib/recommendation/interactions";
import { noFacts } from "@/lib/recommendation/item-facts";
import { viewerOf, viewOf } from "@/lib/recommendation/recommend";
import { trainModel } from "@/lib/recommendation/train";
import { differencePct, type BenchCase } from "./bench-case";
import { writeTable } from "./peer";

const SEED = 42;
const shape = { users: 4_000, items: 2_500, pairs: 200_000 };

function chosenPairs(): { user: Float64Array; item: Float64Array } {
  const { nextFloat } = randomStream(SEED);
  const seen = new Set<number>();
  // Everybody and everything occurs, so that both sides number them alike.
  for (let at = 0; at < Math.max(shape.users, shape.items); at++) seen.add((at % shape.users) * shape.items + (at % shape.items));
  while (seen.size < shape.pairs) seen.add(Math.floor(nextFloat() * shape.users) * shape.items + Math.floor(nextFloat() ** 2 * shape.items));
  const cells = Float64Array.from(seen);
  return { user: cells.map((cell) => Math.floor(cell / shape.items)), item: cells.map((cell) => cell % shape.items) };
}

/** EASE of 2,500 items: the whole training, against the five lines of NumPy that everybody copies. */
export const easeCase: BenchCase = {
  name: "ease-2500",
  goal: 1,
  rounds: 3,
  peerRounds: 2,
  prepare: async (folder) => {
    const { user, item } = chosenPairs();
    const file = writeTable(folder, "pairs", { rows: user.length, columns: 2, names: ["user", "item"], values: Float64Array.from([...user, ...item]) });
    const { interactions } = buildInteractions({ user: { kind: "numeric", name: "user", values: user }, item: { kind: "numeric", name: "item", values: item } }, { duplicates: "last" });
    const learn = () => trainModel(interactions, noFacts(interactions.itemIds), { algorithm: "ease", parameters: { regularization: 250 }, seed: SEED, feedback: "implicit" }, { threads: availableParallelism() });
    return {
      ours: async () => {
        const model = await learn();
        return { figures: { score: viewOf(model, viewerOf(model, { user: 0 })).scoreItems().reduce((sum, value) => sum + value, 0) } };
      },
      peer: { script: "ease", parameters: { file, users: shape.users, items: shape.items, regularization: 250 } },
      compare: (ours, theirs) => `first user's scores against NumPy's ${differencePct(ours.score, theirs?.score)}`,
    };
  },
};
