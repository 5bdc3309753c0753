import { AppError } from "../errors";
import type { FeatureTable } from "../schemas/feature-column";
import type { Preparation } from "../schemas/segmentation";
import { applyPreparation, type PreparedRows } from "./apply-preparation";
import { completeRows, rowsOfColumn } from "./complete-rows";
import { fitFeature } from "./fit-preparation";
import { maximumPreparedColumns, preparedFeatureNames, type PreparationModel } from "./preparation-model";
import { breathe, type PipelineControl } from "./progress";

interface Features {
  features: string[];
  preparation: Preparation;
}

/**
 * Learns from the chosen columns how to prepare them, and prepares them, in the order of the features.
 * Where rows with a missing value are dropped, they are dropped before anything is learned.
 * @param mayOverwrite as for `applyPreparation`
 * @throws AppError segmentation_impossible for an unknown feature, one that can't be prepared, too many prepared columns, or
 * when no row is left. KernelCancelled.
 */
export async function prepareRows(table: FeatureTable, { features, preparation }: Features, control: PipelineControl, mayOverwrite = false): Promise<{ model: PreparationModel; prepared: PreparedRows }> {
  control.onProgress?.("Preparing the features", 0.01);
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const columns = features.map((name) => {
    const column = byName.get(name);
    if (!column) throw new AppError("segmentation_impossible", `The data has no column “${name}”.`);
    return column;
  });
  const model: PreparationModel = { missing: preparation.missing, features: [] };
  const kept = preparation.missing === "drop" ? completeRows(columns) : undefined;
  for (const column of columns) {
    const present = kept && kept.length > 0 ? rowsOfColumn(column, kept) : column;
    model.features.push(await fitFeature(present, preparation, () => breathe(control.signal)));
    await breathe(control.signal);
  }
  requireFewColumns(preparedFeatureNames(model).length);
  return { model, prepared: await applyPreparation(columns, model, { signal: control.signal, mayOverwrite }) };
}

/** Refuses before anything of that width is allocated. */
function requireFewColumns(prepared: number): void {
  if (prepared <= maximumPreparedColumns) return;
  const [count, most] = [prepared, maximumPreparedColumns].map((value) => value.toLocaleString("en-US"));
  throw new AppError("segmentation_impossible", `The chosen features make ${count} columns once they are prepared; at most ${most} are possible. Take features out, or encode categories as ordinal instead of one-hot.`);
}
