import { database } from "../db/client";
import type { DatasetKind } from "../schemas/dataset";
import { AppError } from "../errors";

/** @throws AppError `bad_request` unless `targetId` is another dataset of the kind that the link needs. */
export async function requireLinkTarget(datasetId: string, targetId: string, kind: Extract<DatasetKind, "items" | "profiles">): Promise<void> {
  const target = await database().dataset.findUnique({ where: { id: targetId }, select: { id: true, name: true, kind: true } });
  const reason = targetId === datasetId
    ? "A dataset can't be linked with itself."
    : !target
      ? "The dataset to link with does not exist, or it was deleted."
      : target.kind !== kind
        ? `“${target.name}” is a dataset of ${target.kind}, not of ${kind}. Change its kind first, or choose another one.`
        : undefined;
  if (reason) throw new AppError("bad_request", reason, { invalidParams: [{ name: `links.${kind}`, reason }] });
}
