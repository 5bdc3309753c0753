import { beforeAll, describe, expect, test } from "vitest";
import type { CurrentUser } from "@/lib/schemas/user";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { listAuditEvents } from "@/lib/services/audit";
import { deleteDataset } from "@/lib/services/dataset-changes";
import { datasetRejects } from "@/lib/services/dataset-export";
import { deleteVersion, restoreVersion } from "@/lib/services/dataset-history";
import { datasetRows } from "@/lib/services/dataset-rows";
import { rereadDataset } from "@/lib/services/dataset-versions";
import { getDataset } from "@/lib/services/datasets";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { getSegmentation } from "@/lib/services/segmentations";
import { filesOnDisk } from "./files-on-disk";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadVersion } from "./upload-text";

/** `count` rows from number `from` on, under the columns n, amount, group. */
function table(from: number, count: number, header = "n,amount,group"): string {
  return `${header}\n${Array.from({ length: count }, (_, i) => `${from + i},${(from + i) * 1.5},${i % 2 ? "x" : "y"}`).join("\n")}\n`;
}

const page = { limit: 500, direction: "asc" } as const;
let user: CurrentUser;
beforeAll(async () => {
  user = await makeUser();
});

describe("versions of a dataset", () => {
  test("append keeps the old rows, numbers the new ones after them, and can be rolled back", async () => {
    const id = await readyDataset(user, table(0, 300).replace("5,7.5", "5,oops"));
    expect(await getDataset(id)).toMatchObject({ rowCount: 299, rejectedCount: 1 });
    await uploadVersion(user, id, "append", table(300, 100).replace("310,465", "310,bad"));
    expect(await getDataset(id)).toMatchObject({ status: "ready", rowCount: 299, versions: [{ origin: "append", status: "ingesting" }, { current: true }] });
    await runWaitingJobs();
    const appended = await getDataset(id);
    expect(appended).toMatchObject({ rowCount: 398, rejectedCount: 2, version: 2 });
    const rows = await datasetRows(id, { ...page, sort: "n", direction: "desc", limit: 1 });
    expect(rows.items[0]).toMatchObject({ rowId: 399, cells: [399, 598.5, "x"] });
    expect((await datasetRejects(id, 10)).items).toHaveLength(2);
    const first = appended.versions.at(-1)?.id ?? "";
    expect(await restoreVersion(id, first)).toMatchObject({ rowCount: 299, version: 1 });
    expect((await datasetRows(id, page)).total).toBe(299);
    expect((await datasetRows(id, { ...page, version: appended.versions[0]?.id })).total).toBe(398);
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("the same file is appended twice only on purpose", async () => {
    const id = await readyDataset(user, table(0, 20));
    await expect(uploadVersion(user, id, "append", table(0, 20))).rejects.toMatchObject({ code: "conflict" });
    await uploadVersion(user, id, "append", table(0, 20), true);
    await runWaitingJobs();
    expect((await getDataset(id)).rowCount).toBe(40);
    await deleteDataset(user, id);
  });

  test("an appended dataset can be read again whole, with other options", async () => {
    const id = await readyDataset(user, table(0, 20));
    await uploadVersion(user, id, "append", table(20, 20));
    await runWaitingJobs();
    await rereadDataset(user, id, { types: { n: "text" } });
    await runWaitingJobs();
    const dataset = await getDataset(id);
    expect(dataset).toMatchObject({ version: 3, rowCount: 40, status: "ready" });
    expect(dataset.columns[0]).toMatchObject({ name: "n", type: "text" });
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("a file with other columns is refused with their names, and the dataset stays as it was", async () => {
    const id = await readyDataset(user, table(0, 20));
    const kept = await filesOnDisk();
    await uploadVersion(user, id, "append", table(20, 20, "n,price,group"));
    await runWaitingJobs();
    const dataset = await getDataset(id);
    expect(dataset).toMatchObject({ status: "ready", rowCount: 20, version: 1 });
    expect(dataset.versions[0]).toMatchObject({ status: "failed", origin: "append" });
    expect(dataset.versions[0]?.error?.message).toMatch(/“amount”.*“price”/u);
    expect(await filesOnDisk()).toEqual(kept);
    await deleteDataset(user, id);
  });

  test("replace puts new rows in place; runs on the old version stay with it and go with it", async () => {
    const id = await readyDataset(user, table(0, 60));
    const request = segmentationRequestSchema.parse({ datasetId: id, algorithm: "kmeans", features: ["n", "amount"], parameters: { k: 2 } });
    const run = await startSegmentation(user, request);
    await runWaitingJobs();
    await uploadVersion(user, id, "replace", table(100, 30));
    await expect(uploadVersion(user, id, "replace", table(200, 30))).rejects.toMatchObject({ code: "conflict" });
    await runWaitingJobs();
    const replaced = await getDataset(id);
    expect(replaced).toMatchObject({ rowCount: 30, version: 2 });
    expect(await getSegmentation(run.id)).toMatchObject({ status: "succeeded", datasetVersion: 1, rows: 60 });
    const [current, old] = replaced.versions;
    await expect(deleteVersion(user, id, current?.id ?? "")).rejects.toMatchObject({ code: "dataset_in_use" });
    await deleteVersion(user, id, old?.id ?? "");
    expect((await listAuditEvents({ limit: 1 })).items).toMatchObject([{ action: "dataset.version-deleted", details: { id, version: 1 } }]);
    await expect(getSegmentation(run.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await filesOnDisk()).toHaveLength(3);
    await expect(restoreVersion(id, old?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });
});
