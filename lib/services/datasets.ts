import { database } from "../db/client";
import type { Dataset, DatasetSummary } from "../schemas/dataset";
import type { DatasetListQuery } from "../schemas/dataset-version";
import { belowCursor } from "./cursor";
import { countColumns, detailInclude, parseColumns, shownVersion, summaryInclude, viewDataset, viewSummary } from "./dataset-view";
import { pageOf } from "./page-of";
import { datasetNotFound } from "./require-dataset";

/** Datasets, newest first. Ids sort by the time they were made, so that the last one is the cursor. */
export async function listDatasets(query: DatasetListQuery): Promise<{ items: DatasetSummary[]; nextCursor?: string }> {
  const found = await database().dataset.findMany({
    where: {
      ...belowCursor(query.cursor),
      ...(query.search ? { name: { contains: query.search, mode: "insensitive" } } : {}),
    },
    include: summaryInclude,
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  const counts = await countColumns(found.map((dataset) => shownVersion(dataset).id));
  return pageOf(found, query.limit, (dataset) => viewSummary(dataset, counts.get(shownVersion(dataset).id) ?? 0));
}

/** More dashboards than this nobody looks through. */
const mostDashboards = 200;

/** Datasets of events that have rows, newest first. */
export async function listEventDatasets(): Promise<DatasetSummary[]> {
  const found = await database().dataset.findMany({
    where: { kind: "events", currentVersionId: { not: null } },
    include: summaryInclude,
    orderBy: { id: "desc" },
    take: mostDashboards,
  });
  const counts = await countColumns(found.map((dataset) => shownVersion(dataset).id));
  return found.map((dataset) => viewSummary(dataset, counts.get(shownVersion(dataset).id) ?? 0));
}

export async function getDataset(id: string): Promise<Dataset> {
  const dataset = await database().dataset.findUnique({ where: { id }, include: detailInclude });
  if (!dataset) throw datasetNotFound();
  const version = await database().datasetVersion.findUnique({ where: { id: shownVersion(dataset).id }, select: { columns: true } });
  return viewDataset(dataset, parseColumns(version?.columns));
}
