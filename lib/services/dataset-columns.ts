import { database } from "../db/client";
import { AppError } from "../errors";
import type { ColumnProfile, ColumnRole, ColumnType } from "../schemas/column";
import { readOptionsSchema, type DatasetPatch, type ReadOptions } from "../schemas/dataset";
import type { CurrentUser } from "../schemas/user";
import { rereadDataset } from "./dataset-versions";
import { parseColumns } from "./dataset-view";
import { datasetNotFound } from "./require-dataset";

type ColumnChange = NonNullable<DatasetPatch["columns"]>[number];

/** Applies changed roles at once, and starts a new read of the file when a type changed. */
export async function changeColumns(user: CurrentUser, datasetId: string, changes: ColumnChange[]): Promise<void> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, include: { currentVersion: true } });
  if (!dataset) throw datasetNotFound();
  const version = dataset.currentVersion;
  if (!version) throw new AppError("dataset_not_ready", "Columns can be changed once the file has been read.");
  const columns = parseColumns(version.columns);
  refuseUnknown(columns, changes);
  const options = readOptionsSchema.parse(version.readOptions);
  const roles = chosen(changes, (change) => change.role);
  const types = chosen(changes.filter((change) => change.type !== columns.find(({ name }) => name === change.name)?.type), (change) => change.type);
  const readOptions: ReadOptions = {
    ...options,
    ...(Object.keys(roles).length > 0 ? { roles: { ...options.roles, ...roles } } : {}),
    ...(Object.keys(types).length > 0 ? { types: { ...options.types, ...types } } : {}),
  };
  if (Object.keys(types).length > 0) {
    await rereadDataset(user, datasetId, readOptions);
    return;
  }
  await database().datasetVersion.update({ where: { id: version.id }, data: { columns: columns.map((column) => withRole(column, roles)), readOptions } });
}

function refuseUnknown(columns: ColumnProfile[], changes: ColumnChange[]): void {
  const known = new Set(columns.map((column) => column.name));
  const invalidParams = changes
    .map((change, index) => ({ name: `columns.${index}.name`, reason: `The dataset has no column “${change.name}”.`, known: known.has(change.name) }))
    .filter((param) => !param.known)
    .map(({ name, reason }) => ({ name, reason }));
  if (invalidParams[0]) throw new AppError("bad_request", invalidParams[0].reason, { invalidParams });
}

function chosen<Value extends ColumnRole | ColumnType>(changes: ColumnChange[], pick: (change: ColumnChange) => Value | undefined): Record<string, Value> {
  return Object.fromEntries(changes.flatMap((change) => {
    const value = pick(change);
    return value === undefined ? [] : [[change.name, value] as const];
  }));
}

/** The reason of a guessed role no longer holds once the user chose. */
function withRole(column: ColumnProfile, roles: Record<string, ColumnRole>): ColumnProfile {
  if (!Object.hasOwn(roles, column.name)) return column;
  const { roleReason: _, ...rest } = column;
  return { ...rest, role: roles[column.name] ?? column.role };
}
