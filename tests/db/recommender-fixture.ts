import { recommenderRequestSchema } from "@/lib/schemas/recommender";
import type { CurrentUser } from "@/lib/schemas/user";
import { patchDataset } from "@/lib/services/dataset-changes";
import { startRecommender } from "@/lib/services/recommender-start";
import { getRecommender } from "@/lib/services/recommenders";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset } from "./upload-text";

const genres = ["Comedy", "Drama|War", "Sci-Fi"];
export const titleCount = 30;
export const viewerCount = 36;

/** Thirty films, ten of each genre; film 3n + g has genre g. */
export const catalogue = ["movieId,title,genres,director,poster_url", ...Array.from({ length: titleCount }, (_, i) => `${i + 1},"Film ${String.fromCodePoint(65 + (i % 26))}${i} (${1970 + i})",${genres[i % 3]},Director ${i % 4},https://img.example/${i + 1}.jpg`)].join("\n");

/** Three groups of twelve viewers, each fond of one genre: they rate nine of its films 4 or 5, and three others 1 or 2. */
export const ratings = ["userId,movieId,rating,timestamp", ...Array.from({ length: viewerCount }, (_, u) => {
  const own = u % 3;
  const fond = Array.from({ length: 9 }, (_, j) => `${u + 1},${1 + own + 3 * ((j + Math.floor(u / 3)) % 10)},${4 + ((u + j) % 2)},${1_700_000_000 + u * 1000 + j * 86_400}`);
  const averse = Array.from({ length: 3 }, (_, j) => `${u + 1},${1 + ((own + 1) % 3) + 3 * ((j + u) % 10)},${1 + ((u + j) % 2)},${1_700_000_500 + u * 1000 + j * 86_400}`);
  return [...fond, ...averse].join("\n");
})].join("\n");

/** Ratings linked with their catalogue. */
export async function linkedRatings(user: CurrentUser): Promise<{ datasetId: string; itemsId: string }> {
  const itemsId = await readyDataset(user, catalogue, { name: "Films", fileName: "films.csv" });
  const datasetId = await readyDataset(user, ratings, { name: "Ratings", fileName: "ratings.csv" });
  await patchDataset(user, itemsId, { kind: "items" });
  await patchDataset(user, datasetId, { kind: "events", links: { items: itemsId } });
  return { datasetId, itemsId };
}

/** Trains a recommender to the end. */
export async function trained(user: CurrentUser, request: Record<string, unknown>) {
  const { id } = await startRecommender(user, recommenderRequestSchema.parse(request));
  await runWaitingJobs();
  return getRecommender(id);
}
