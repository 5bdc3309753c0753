import { AppError } from "../errors";
import { trendingItems, type TrendingItem } from "../sql/recommendation/trending-items";
import { cachedAnswer } from "./answer-cache";
import { prepareEvents } from "./engagement-index";

/** Lately means the last so many days up to the newest event. */
const trendingDays = 30;
const mostItems = 200;
/** What was trending so long ago is shown while it is worked out anew. */
const freshForMs = 2000;

interface Known {
  at: number;
  items: TrendingItem[];
  refreshing?: Promise<void>;
}

const known = new Map<string, Known>();

/** What people have taken up lately more than usual; empty where the dataset's events have no time. */
export async function trendingNow(datasetId: string): Promise<TrendingItem[]> {
  const found = known.get(datasetId);
  if (!found) {
    const items = await ask(datasetId);
    known.set(datasetId, { at: Date.now(), items });
    return items;
  }
  if (Date.now() - found.at > freshForMs) found.refreshing ??= refresh(datasetId, found);
  return found.items;
}

async function refresh(datasetId: string, entry: Known): Promise<void> {
  try {
    entry.items = await ask(datasetId);
    entry.at = Date.now();
  } catch {
    // The dataset may be gone or being read: the next answer tries again.
  } finally {
    entry.refreshing = undefined;
  }
}

async function ask(datasetId: string): Promise<TrendingItem[]> {
  try {
    const { folder, index } = await prepareEvents(datasetId);
    return await cachedAnswer(JSON.stringify([folder, "trending"]), () => trendingItems(index, trendingDays, mostItems));
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return [];
    throw error;
  }
}
