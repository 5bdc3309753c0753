import type { RowsPage } from "../schemas/dataset";
import { sampleRows } from "../sql/dataset/sample-rows";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** Rows from all over the dataset, always the same ones: what the live preview clusters in the browser. `total` counts all rows. */
export async function datasetSample(datasetId: string, limit: number): Promise<RowsPage> {
  const version = await requireReadyVersion(datasetId);
  const columns = version.columns.map(({ name, type }) => ({ name, type }));
  return { items: await sampleRows({ rowsPath: rowsPath(version.id), columns, limit }), columns, total: version.rowCount };
}
