import { itemCounts } from "../sql/recommendation/item-counts";
import { cachedAnswer } from "./answer-cache";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

export type ItemPopularity = Map<string, { users: number; meanRating?: number }>;

/** How many people of a dataset of events have each item; undefined when its columns don't say who has what. */
export async function itemPopularity(datasetId: string): Promise<ItemPopularity | undefined> {
  const version = await requireReadyVersion(datasetId);
  const byRole = (role: string) => version.columns.find((column) => column.role === role)?.name;
  const [user, item, rating] = [byRole("user"), byRole("item"), byRole("rating")];
  if (user === undefined || item === undefined) return undefined;
  return cachedAnswer(JSON.stringify([version.id, "item-popularity", user, item, rating]), async () => {
    const rows = await itemCounts({ parquetPath: rowsPath(version.id), user, item, rating });
    return new Map(rows.map((row) => [row.item, { users: row.users, ...(row.mean_rating !== null && { meanRating: row.mean_rating }) }]));
  });
}
