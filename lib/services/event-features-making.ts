import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import { featuresRecipeSchema, type FeaturesRecipe, type MadeFrom } from "../schemas/event-features";
import { writeEventFeatures } from "../warehouse/event-features";
import { keepSource, type SourceFile } from "./dataset-sources";
import { measureUpload } from "./dataset-upload";
import { prepareEvents, type PreparedEvents } from "./engagement-index";
import { featureOptions, resolveRecipe } from "./event-features-recipe";
import type { JobControl } from "./job-control";

/** What a version of features is called where an uploaded one has its file's name. */
export const featuresFileName = "users.parquet";

/**
 * Makes the file that a version of features is read from, of the events as they are now, and keeps it as the version's source.
 * Harmless when repeated: the same events give the same file.
 * @throws AppError in words when the events are gone, or their present version doesn't allow what was chosen.
 */
export async function writeFeatureSource(version: { id: string; datasetId: string }, folder: string, control: JobControl): Promise<SourceFile> {
  const recipe = await database().featureRecipe.findUnique({ where: { datasetId: version.datasetId } });
  if (!recipe?.eventsDatasetId) throw new AppError("not_found", `The events that these features are made from (“${recipe?.eventsName ?? "unknown"}”) were deleted. The rows that were made before stay.`);
  control.report("Preparing the events", 0.02);
  const prepared = await prepareEvents(recipe.eventsDatasetId);
  const asked = await allowedRecipe(prepared, featuresRecipeSchema.parse(recipe.request));
  const { origin } = await database().datasetVersion.findUniqueOrThrow({ where: { id: prepared.version.id }, select: { origin: true } });
  const madeFrom: MadeFrom = { eventsDatasetId: recipe.eventsDatasetId, eventsVersionId: prepared.version.id, eventsVersion: prepared.version.number, recipe: asked, ...(origin === "live" && { fromLive: true }) };
  await database().datasetVersion.updateMany({ where: { id: version.id, status: "ingesting" }, data: { madeFrom } });
  const stage = `Counting what each user did in version ${prepared.version.number} of the events`;
  control.report(stage, 0.2);
  const file = path.join(folder, "features.parquet");
  const users = await writeEventFeatures(prepared.index, featureOptions(prepared, asked), file, { signal: control.signal, onRatio: (ratio) => control.report(stage, 0.2 + 0.8 * ratio) });
  if (users === 0) throw new AppError("dataset_empty", "Nobody is left: no event that counts has a known user. Look at the role “user”, the “as of” day and what is left out of the purchases.");
  const { path: kept, ...source } = await measureUpload(file, featuresFileName);
  await keepSource({ path: kept, ...source }, version.id, 0);
  await database().datasetVersion.updateMany({ where: { id: version.id, status: "ingesting" }, data: { sources: [source], sourceBytes: source.bytes, sourceSha256: source.sha256 } });
  await database().dataset.updateMany({ where: { id: recipe.eventsDatasetId, profilesDatasetId: null }, data: { profilesDatasetId: version.datasetId } });
  return source;
}

async function allowedRecipe(prepared: PreparedEvents, recipe: FeaturesRecipe): Promise<FeaturesRecipe> {
  try {
    return await resolveRecipe(prepared, recipe.categories.length > 0 ? recipe : { ...recipe, categories: undefined });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `Version ${prepared.version.number} of “${prepared.version.datasetName}” doesn’t allow what was chosen. ${error.userMessage}`, { cause: error });
  }
}
