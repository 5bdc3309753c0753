import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { AppError } from "../errors";
import { jobQueues } from "../jobs/enqueue";
import { madeFromSchema } from "../schemas/event-features";
import { insertVersion } from "./dataset-versions";
import { timeOrderedId } from "./time-ordered-id";

/** Events that are sent in make a version within seconds; features follow them no more often than this. */
const liveEveryMs = 15 * 60_000;

const recipeFields = {
  datasetId: true,
  request: true,
  dataset: { select: { ownerId: true, versions: { orderBy: { number: "desc" }, take: 1, select: { status: true, madeFrom: true, createdAt: true } } } },
  eventsDataset: { select: { id: true, currentVersion: { select: { id: true, number: true, origin: true } } } },
} as const satisfies Prisma.FeatureRecipeSelect;

type Recipe = Prisma.FeatureRecipeGetPayload<{ select: typeof recipeFields }>;

/**
 * Starts a new version of the features whose events have another version than the newest attempt was made from.
 * One that failed for a version of the events is not tried again for it; rows that were uploaded in their place stay.
 * With `aboutId`, looks only at that dataset and at what is made from it. Answers the datasets that were started.
 */
export async function makeFeaturesDue({ aboutId, nowMs = Date.now() }: { aboutId?: string; nowMs?: number } = {}): Promise<string[]> {
  const about = aboutId === undefined ? {} : { OR: [{ datasetId: aboutId }, { eventsDatasetId: aboutId }] };
  const recipes = await database().featureRecipe.findMany({ where: { follows: true, eventsDataset: { currentVersionId: { not: null } }, ...about }, select: { datasetId: true } });
  const started: string[] = [];
  for (const { datasetId } of recipes) {
    try {
      if (await startIfDue(datasetId, nowMs)) started.push(datasetId);
    } catch (error) {
      // Another worker was first, or a file is being read into the dataset: it is looked at again when that is done.
      if (!(error instanceof AppError)) throw error;
    }
  }
  return started;
}

async function startIfDue(datasetId: string, nowMs: number): Promise<boolean> {
  await jobQueues();
  return database().$transaction(async (transaction) => {
    // Whoever else wants to start one waits here, and then sees this one.
    await transaction.$queryRaw`SELECT id FROM datasets WHERE id = ${datasetId}::uuid FOR UPDATE`;
    const recipe = await transaction.featureRecipe.findUnique({ where: { datasetId }, select: recipeFields });
    const madeFrom = recipe && dueFrom(recipe, nowMs);
    if (!madeFrom) return false;
    await insertVersion(transaction, { id: recipe.dataset.ownerId }, { id: timeOrderedId(), datasetId, origin: "features", sources: [], readOptions: featuresReadOptions, madeFrom });
    return true;
  });
}

/** What a new version would be made from, where one is due. */
function dueFrom({ dataset, eventsDataset, request }: Recipe, nowMs: number): Prisma.InputJsonObject | undefined {
  const [newest] = dataset.versions;
  const current = eventsDataset?.currentVersion;
  const made = madeFromSchema.safeParse(newest?.madeFrom);
  if (!newest || newest.status === "ingesting" || !current || !made.success || made.data.eventsVersionId === current.id) return undefined;
  if (current.origin === "live" && newest.createdAt.getTime() > nowMs - liveEveryMs) return undefined;
  return { eventsDatasetId: eventsDataset.id, eventsVersionId: current.id, eventsVersion: current.number, recipe: request as Prisma.InputJsonValue };
}

/** The key of the users is one, whatever its values look like. */
export const featuresReadOptions = { roles: { user: "user" as const } };
