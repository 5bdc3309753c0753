import type { KernelControl } from "../kernels/control";
import { createPacer } from "../kernels/pacer";
import { topProducts } from "../kernels/top-products";
import type { RecommenderModel } from "./model";
import { recommend, scorerOf } from "./recommend";

/** The best items of every user of a model. */
export interface AllRecommendations {
  users: number;
  k: number;
  /** users × k, row-major; −1 where fewer than k items are left. */
  items: Int32Array;
  /** Aligned with `items`; NaN where there is none. */
  scores: Float64Array;
}

/** Pairs above which the products of all vectors are made by the kernel. */
const PRODUCTS_FROM = 1_000_000;

/** The `k` best items of every user, without what the user has. Ties as in `recommend`. @throws KernelCancelled. */
export async function recommendAll(model: RecommenderModel, k: number, control: KernelControl = {}): Promise<AllRecommendations> {
  const users = model.userIds.length;
  const { products } = scorerOf(model);
  if (products && users * products.items > PRODUCTS_FROM) {
    const { items, scores } = await topProducts(products, model.history, k, control);
    return { users, k, items, scores: Float64Array.from(scores, (score, at) => (items[at]! < 0 ? NaN : score)) };
  }
  const result: AllRecommendations = { users, k, items: new Int32Array(users * k).fill(-1), scores: new Float64Array(users * k).fill(NaN) };
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
