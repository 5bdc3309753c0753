import type { z } from "zod";
import { AppError } from "../errors";
import type { MapValues, mapValuesQuerySchema } from "../schemas/map";
import { mapRows } from "../sql/segmentation/map-rows";
import { requireEmbedding } from "./embedding";
import { requireReadyVersion } from "./require-dataset";
import { assignmentsOf } from "./segmentation-cut-files";
import { requireFinishedRun } from "./segmentations";
import { rowsPath } from "./storage";

/** A whole number with no more values than this is a code: its values get colours of their own. */
const mostCodes = 8;

/** A column's value of each row of the map, in its order: what the map can be coloured by. */
export async function mapValues(id: string, { column, limit, cut, projection }: z.infer<typeof mapValuesQuerySchema>): Promise<MapValues> {
  const run = await requireFinishedRun(id);
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const known = version.columns.find(({ name }) => name === column);
  if (!known) throw new AppError("bad_request", `There is no column “${column}” to colour by.`, { invalidParams: [{ name: "query.column", reason: "Unknown column" }] });
  const rows = await mapRows({
    rowsPath: rowsPath(version.id),
    assignmentsPath: await assignmentsOf(id, cut),
    ...(projection === "umap" && { placesPath: await requireEmbedding(id) }),
    labelColumn: column,
    limit,
  });
  const numeric = known.type === "decimal" || (known.type === "integer" && known.distinctCount > mostCodes);
  return { column, kind: numeric ? "numeric" : "category", values: rows.map(({ label }) => (typeof label === "boolean" ? (label ? "yes" : "no") : label)) };
}
