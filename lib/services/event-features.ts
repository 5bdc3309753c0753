import { database } from "../db/client";
import { AppError } from "../errors";
import { jobQueues } from "../jobs/enqueue";
import { featuresRecipeSchema, type EventFeaturesRequest, type MadeFrom } from "../schemas/event-features";
import type { VersionCreated } from "../schemas/dataset-version";
import type { CurrentUser } from "../schemas/user";
import { insertVersion } from "./dataset-versions";
import { prepareEvents } from "./engagement-index";
import { featuresReadOptions } from "./event-features-follow";
import { resolveRecipe } from "./event-features-recipe";
import { datasetNotFound } from "./require-dataset";
import { timeOrderedId } from "./time-ordered-id";

/**
 * Makes a dataset of profiles from a dataset of events, one row per user: a job counts, and reads the result as it reads
 * every file. What was chosen stays with the dataset, so that it can be made again from later events.
 * @throws AppError in words when the columns don't make events, don't name users, or don't allow what is asked for.
 */
export async function createFeatureDataset(user: CurrentUser, datasetId: string, request: EventFeaturesRequest): Promise<{ id: string; status: "ingesting" }> {
  const { follows, ...asked } = request;
  const prepared = await prepareEvents(datasetId);
  const recipe = await resolveRecipe(prepared, asked);
  const { datasetName, id: eventsVersionId, number: eventsVersion } = prepared.version;
  const id = timeOrderedId();
  await jobQueues();
  await database().$transaction(async (transaction) => {
    await transaction.dataset.create({ data: { id, name: `${datasetName}: users`.slice(0, 200), ownerId: user.id, kind: "profiles", kindChosen: true } });
    await transaction.featureRecipe.create({ data: { datasetId: id, eventsDatasetId: datasetId, eventsName: datasetName, request: recipe, follows } });
    const madeFrom: MadeFrom = { eventsDatasetId: datasetId, eventsVersionId, eventsVersion, recipe };
    await insertVersion(transaction, user, { id: timeOrderedId(), datasetId: id, origin: "features", sources: [], readOptions: featuresReadOptions, madeFrom });
  });
  return { id, status: "ingesting" };
}

/** Makes the features once more, of the events as they are now, as a new version. @throws AppError `conflict` when that can't be. */
export async function makeFeaturesAgain(user: CurrentUser, datasetId: string): Promise<VersionCreated> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { featureRecipe: { include: { eventsDataset: { select: { currentVersion: { select: { id: true, number: true } } } } } } } });
  if (!dataset) throw datasetNotFound();
  const recipe = dataset.featureRecipe;
  if (!recipe) throw new AppError("conflict", "This dataset was uploaded, not made from events. Append to it or replace its rows.");
  const current = recipe.eventsDataset?.currentVersion;
  if (!recipe.eventsDatasetId || !current) throw new AppError("conflict", `The events that this dataset was made from (“${recipe.eventsName}”) were deleted or can’t be read, so it can’t be made again.`);
  const madeFrom: MadeFrom = { eventsDatasetId: recipe.eventsDatasetId, eventsVersionId: current.id, eventsVersion: current.number, recipe: featuresRecipeSchema.parse(recipe.request) };
  const versionId = timeOrderedId();
  await jobQueues();
  await database().$transaction((transaction) => insertVersion(transaction, user, { id: versionId, datasetId, origin: "features", sources: [], readOptions: featuresReadOptions, madeFrom }));
  return { id: datasetId, versionId, status: "ingesting" };
}
