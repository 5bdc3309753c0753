import { KernelMemoryExceeded, type KernelControl } from "../kernels/control";
import { createPacer } from "../kernels/pacer";
import { topMixtures, type TopMixtures } from "../kernels/top-mixtures";
import { topProducts } from "../kernels/top-products";
import type { Mixed, RecommenderModel } from "./model";
import { recommend, scorerOf, viewerOf } from "./recommend";

/** The best items of every user of a model. */
export interface AllRecommendations {
  users: number;
  k: number;
  /** users × k, row-major; −1 where fewer than k items are left. */
  items: Int32Array;
  /** Aligned with `items`; NaN where there is none. */
  scores: Float64Array;
}

/** Pairs above which a kernel scores them. */
const KERNEL_FROM = 1_000_000;

/** The `k` best items of every user, without what the user has. Ties as in `recommend`. @throws KernelCancelled. */
export async function recommendAll(model: RecommenderModel, k: number, control: KernelControl = {}): Promise<AllRecommendations> {
  const users = model.userIds.length;
  const { products, mixture } = scorerOf(model);
  const many = users * model.itemIds.length > KERNEL_FROM;
  if (products && many) {
    const { items, scores } = await topProducts(products, model.history, k, control);
    return { users, k, items, scores: Float64Array.from(scores, (score, at) => (items[at]! < 0 ? NaN : score)) };
  }
  const mixed = mixture && many ? await topMixed(model, mixture, k, control) : undefined;
  return { users, k, ...(mixed ?? (await oneByOne(model, k, control))) };
}

/** Undefined where the parts' tables are larger than the kernel may be: they are there already, and one by one needs no copy. */
async function topMixed(model: RecommenderModel, mixture: Mixed[], k: number, control: KernelControl): Promise<TopMixtures | undefined> {
  const parts = mixture.map((part) => {
    if ("products" in part) return part;
    const { weightsOf, ...tables } = part.partners;
    return { weight: part.weight, partners: { ...tables, weightsOf: (user: number) => weightsOf(viewerOf(model, { user })) } };
  });
  return topMixtures(parts, model.itemIds.length, model.history, k, control).catch((error: unknown) => {
    if (error instanceof KernelMemoryExceeded) return undefined;
    throw error;
  });
}

async function oneByOne(model: RecommenderModel, k: number, control: KernelControl): Promise<TopMixtures> {
  const users = model.userIds.length;
  const result: TopMixtures = { items: new Int32Array(users * k).fill(-1), scores: new Float64Array(users * k).fill(NaN) };
  const pacer = createPacer(control);
  for (let user = 0; user < users; user++) {
    recommend(model, { user, k }).forEach(({ item, score }, at) => {
      result.items[user * k + at] = item;
      result.scores[user * k + at] = score;
    });
    if (pacer.due()) await pacer.breathe(user / users);
  }
  return result;
}
