import { database } from "../db/client";
import { userFeatures } from "../sql/recommendation/user-features";
import { profileKey } from "./engagement-columns";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** A category with more values than this says who somebody is rather than what they are like. */
const mostValues = 100;
const mostColumns = 30;

/** What the linked profiles know of the users, as words, aligned with `userIds`; undefined where no profiles are linked. */
export async function featuresOfUsers(datasetId: string, userIds: string[]): Promise<string[][] | undefined> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { profilesDataset: { select: { id: true, currentVersionId: true } } } });
  if (!dataset?.profilesDataset?.currentVersionId) return undefined;
  const version = await requireReadyVersion(dataset.profilesDataset.id);
  const key = profileKey(version.columns);
  if (key === undefined) return undefined;
  const others = version.columns.filter((column) => column.name !== key);
  const features = await userFeatures({
    parquetPath: rowsPath(version.id),
    key,
    categories: others.filter(({ role, distinctCount }) => role === "category" && distinctCount <= mostValues).slice(0, mostColumns).map(({ name }) => name),
    numbers: others.filter(({ role, type }) => role === "feature" && (type === "integer" || type === "decimal")).slice(0, mostColumns).map(({ name }) => name),
  });
  return userIds.map((user) => features.get(user) ?? []);
}
