import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import type { EngagementGroups, PeopleDataset } from "../schemas/engagement-groups";
import { datasetNotFound } from "./require-dataset";

/** More of a dataset's runs or audiences than this nobody looks through. */
const mostShown = 100;

const peopleFields = {
  id: true,
  name: true,
  segmentations: {
    // A PCA finds no segments.
    where: { status: "succeeded", algorithm: { not: "pca" } },
    orderBy: { id: "desc" },
    take: mostShown,
    select: { id: true, name: true, createdAt: true, segments: { orderBy: [{ size: "desc" }, { segment: "asc" }], select: { segment: true, name: true, size: true } } },
  },
  audiences: { orderBy: { id: "desc" }, take: mostShown, select: { id: true, name: true, size: true } },
} satisfies Prisma.DatasetSelect;

/**
 * The segments and audiences of the people of some events: of the linked dataset of profiles first, then of the features
 * that were made from the events, newest first. Runs of other datasets know nothing of these users.
 */
export async function engagementGroups(datasetId: string): Promise<EngagementGroups> {
  const events = await database().dataset.findUnique({
    where: { id: datasetId },
    select: { profilesDataset: { select: peopleFields }, featureRecipes: { orderBy: { datasetId: "desc" }, select: { dataset: { select: peopleFields } } } },
  });
  if (!events) throw datasetNotFound();
  const linked = events.profilesDataset;
  const made = events.featureRecipes.map(({ dataset }) => dataset);
  const datasets = [...(linked ? [linked] : []), ...made.filter(({ id }) => id !== linked?.id)];
  return {
    datasets: datasets.map(({ segmentations, ...people }): PeopleDataset => ({
      ...people,
      relation: made.some(({ id }) => id === people.id) ? "features" : "linked",
      runs: segmentations.map((run) => ({ ...run, createdAt: run.createdAt.toISOString() })),
    })),
  };
}
