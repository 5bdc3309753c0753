import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "@/lib/db/client";
import * as environment from "@/lib/env";
import { datasetPageSchema, datasetSchema, rowsPageSchema } from "@/lib/schemas/dataset";
import type { CurrentUser } from "@/lib/schemas/user";
import { cleanStorage } from "@/lib/services/clean-storage";
import { datasetDependents, deleteDataset, patchDataset } from "@/lib/services/dataset-changes";
import { datasetRejects, exportRejects } from "@/lib/services/dataset-export";
import { datasetFeatures } from "@/lib/services/dataset-features";
import { cancelIngest } from "@/lib/services/dataset-history";
import { datasetRows } from "@/lib/services/dataset-rows";
import { safeFileName, spoolUpload } from "@/lib/services/dataset-upload";
import { rereadDataset } from "@/lib/services/dataset-versions";
import { getDataset, listDatasets } from "@/lib/services/datasets";
import { filesOnDisk } from "./files-on-disk";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";
import { readyDataset, uploadText } from "./upload-text";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8");
let user: CurrentUser;

beforeAll(async () => {
  user = await makeUser();
});

const page = { limit: 50, direction: "asc" } as const;

describe("a dataset", () => {
  test("goes from an upload to rows, and leaves nothing on disk when it is deleted", async () => {
    const { id, status } = await uploadText(user, wholesale, { fileName: "wholesale.csv" });
    expect(status).toBe("ingesting");
    expect((await getDataset(id)).progress.stage).toBe("Waiting");
    await runWaitingJobs();
    const dataset = datasetSchema.parse(await getDataset(id));
    expect(dataset).toMatchObject({ name: "wholesale", status: "ready", rowCount: 440, rejectedCount: 0, columnCount: 8, version: 1 });
    const rows = rowsPageSchema.parse(await datasetRows(id, { ...page, limit: 2, sort: "Fresh", direction: "desc" }));
    expect(rows).toMatchObject({ total: 440, nextCursor: "2" });
    expect(rows.items[0]?.cells[2]).toBe(112_151);
    const next = await datasetRows(id, { ...page, limit: 2, sort: "Fresh", direction: "desc", cursor: rows.nextCursor });
    expect(next.items[0]?.rowId).not.toBe(rows.items[0]?.rowId);
    expect(await datasetDependents(id)).toMatchObject({ versions: 1, segmentations: 0 });
    expect((await filesOnDisk()).length).toBe(3);
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
    await expect(getDataset(id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("counts what it rejects, and says why for each", async () => {
    const good = Array.from({ length: 300 }, (_, i) => `${i},${i * 2},x`).join("\n");
    const id = await readyDataset(user, `a,b,c\n1,oops,y\n2,3\n${good}\n`);
    expect(await getDataset(id)).toMatchObject({ status: "ready", rowCount: 300, rejectedCount: 2 });
    const rejects = await datasetRejects(id, 10);
    expect(rejects.items.map(({ line, column }) => [line, column])).toEqual([[2, "b"], [3, null]]);
    const csv = await new Response((await exportRejects(id)).stream).text();
    expect(csv.split(/\r?\n/u)[0]).toBe("line,column,value,reason");
    await deleteDataset(user, id);
  });

  test("that can't be read says so in words, and keeps no file", async () => {
    const id = await readyDataset(user, "just one column\nof words\n");
    const dataset = await getDataset(id);
    expect(dataset.status).toBe("failed");
    expect(dataset.error?.message).toMatch(/column/u);
    expect(await filesOnDisk()).toEqual([]);
    await expect(rereadDataset(user, id, { delimiter: ";" })).rejects.toMatchObject({ code: "conflict" });
    await deleteDataset(user, id);
  });

  test("shows a name exactly as written, whatever is in it", async () => {
    const name = `"; DROP TABLE datasets; -- <script>alert(1)</script> 🌶️ '%_\\`;
    const id = await readyDataset(user, wholesale, { name, fileName: "../../etc/pass\u0000wd.csv" });
    const dataset = await getDataset(id);
    expect(dataset.name).toBe(name);
    expect(dataset.versions[0]?.fileName).toBe("passwd.csv");
    const found = datasetPageSchema.parse(await listDatasets({ limit: 10, search: "DROP TABLE" }));
    expect(found.items.map((item) => item.id)).toEqual([id]);
    await deleteDataset(user, id);
  });

  test("is refused at once for a time zone that does not exist, and so is reading it again", async () => {
    const options = { timezone: "Mars/Phobos" };
    await expect(uploadText(user, "a,b\n1,2\n3,4\n", { readOptions: options })).rejects.toMatchObject({ code: "bad_request" });
    expect(await filesOnDisk()).toEqual([]);
    const id = await readyDataset(user, "a,b\n1,2\n3,4\n");
    await expect(rereadDataset(user, id, options)).rejects.toMatchObject({ code: "bad_request" });
    expect(await getDataset(id)).toMatchObject({ status: "ready", version: 1 });
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("takes columns whose names are hostile", async () => {
    const id = await readyDataset(user, `"a""; DROP",b'--,"<b>"\n1,2,3\n4,5,6\n7,8,9\n`);
    const rows = await datasetRows(id, { ...page, sort: `a"; DROP`, filter: [{ column: "b'--", operator: "greater", value: "2" }] });
    expect(rows.total).toBe(2);
    await expect(datasetRows(id, { ...page, sort: "nope" })).rejects.toMatchObject({ code: "bad_request" });
    await deleteDataset(user, id);
  });

  test("recognises a file that is there already", async () => {
    const first = await readyDataset(user, wholesale, { name: "First" });
    const second = await uploadText(user, wholesale);
    expect(second.sameAs).toEqual({ id: first, name: "First" });
    await runWaitingJobs();
    await deleteDataset(user, first);
    await deleteDataset(user, second.id);
  });

  test("lists page by page, newest first, also when an entry goes meanwhile", async () => {
    const ids = [];
    for (const name of ["one", "two", "three"]) ids.push((await uploadText(user, `${name},b\n1,2\n`, { name })).id);
    const first = await listDatasets({ limit: 1 });
    expect(first.items.map(({ name }) => name)).toEqual(["three"]);
    await deleteDataset(user, ids[2] ?? "");
    const rest = await listDatasets({ limit: 5, cursor: first.nextCursor });
    expect(rest.items.map(({ name }) => name)).toEqual(["two", "one"]);
    expect(rest.nextCursor).toBeUndefined();
    await expect(listDatasets({ limit: 5, cursor: "nonsense" })).rejects.toMatchObject({ code: "bad_request" });
    await deleteDataset(user, ids[0] ?? "");
    await deleteDataset(user, ids[1] ?? "");
    await runWaitingJobs();
    expect(await filesOnDisk()).toEqual([]);
  });
});

describe("columns", () => {
  test("a changed role holds at once; a changed type reads the file again", async () => {
    const id = await readyDataset(user, wholesale);
    const relabelled = await patchDataset(user, id, { columns: [{ name: "Region", role: "category" }] });
    expect(relabelled.columns.find(({ name }) => name === "Region")).toMatchObject({ role: "category", type: "integer" });
    expect(relabelled.columns.find(({ name }) => name === "Region")?.roleReason).toBeUndefined();
    expect(relabelled.versions).toHaveLength(1);
    const retyped = await patchDataset(user, id, { columns: [{ name: "Region", type: "text" }] });
    expect(retyped.versions[0]).toMatchObject({ number: 2, origin: "reread", status: "ingesting" });
    expect(retyped.status).toBe("ready");
    await runWaitingJobs();
    const read = await getDataset(id);
    expect(read.columns.find(({ name }) => name === "Region")).toMatchObject({ role: "category", type: "text" });
    expect(read.version).toBe(2);
    const before = await getDataset(id);
    for (const refused of [{ columns: [{ name: "Nope", role: "ignore" as const }] }, { followsEvents: true }, { links: { items: id } }]) {
      await expect(patchDataset(user, id, { name: "Other", ...refused })).rejects.toMatchObject({ code: "bad_request" });
    }
    expect((await getDataset(id)).name).toBe(before.name);
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("features are suggested with reasons and correlations", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i + 1},${(i * 37) % 101},${((i * 37) % 101) * 2 + 1},5`).join("\n");
    const id = await readyDataset(user, `customer_id,a,twice_a,same\n${rows}\n`);
    const { features, correlations } = await datasetFeatures(id);
    expect(features.filter(({ use }) => use).map(({ name }) => name)).toEqual(["a"]);
    expect(features.find(({ name }) => name === "twice_a")?.reason).toMatch(/correlates 1\.00 with a/u);
    expect(correlations.names).toContain("twice_a");
    await deleteDataset(user, id);
  });

  test("links only with another dataset of the right kind", async () => {
    const id = await readyDataset(user, wholesale);
    const items = await readyDataset(user, "item_id,title\n1,One\n2,Two\n");
    await expect(patchDataset(user, id, { links: { items: id } })).rejects.toMatchObject({ code: "bad_request" });
    await patchDataset(user, items, { kind: "items" });
    expect((await patchDataset(user, id, { links: { items } })).links.items).toBe(items);
    await deleteDataset(user, items);
    expect((await getDataset(id)).links.items).toBeNull();
    await deleteDataset(user, id);
  });
});

describe("an upload", () => {
  test("above the limit is refused while it arrives, and leaves nothing", async () => {
    const limited = vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), MAX_UPLOAD_BYTES: 1000 });
    async function* endless() {
      for (;;) yield Buffer.alloc(400, "x");
    }
    await expect(spoolUpload(endless(), "big.csv")).rejects.toMatchObject({ code: "payload_too_large" });
    limited.mockRestore();
    expect(await filesOnDisk()).toEqual([]);
  });

  test("that breaks off leaves nothing; one without a byte is refused", async () => {
    async function* broken() {
      yield Buffer.from("a,b\n");
      throw new Error("connection reset");
    }
    await expect(spoolUpload(broken(), "x.csv")).rejects.toThrow("connection reset");
    await expect(uploadText(user, "")).rejects.toMatchObject({ code: "dataset_empty" });
    expect(await filesOnDisk()).toEqual([]);
  });

  test.each([
    ["C:\\data\\sales.csv", "sales.csv"],
    ["", "upload.csv"],
    ["/", "upload.csv"],
    ["žluťoučký kůň 🐴.csv", "žluťoučký kůň 🐴.csv"],
  ])("called %j is kept as %j", (given, kept) => {
    expect(safeFileName(given)).toBe(kept);
  });

  test("can be cancelled before a worker begins, and its job then does nothing", async () => {
    const { id } = await uploadText(user, wholesale);
    const cancelled = await cancelIngest(id);
    expect(cancelled).toMatchObject({ status: "failed", error: { code: "job_cancelled" } });
    expect(await filesOnDisk()).toEqual([]);
    expect(await runWaitingJobs()).toEqual(["done"]);
    await expect(cancelIngest(id)).rejects.toMatchObject({ code: "conflict" });
    await deleteDataset(user, id);
  });

  test("whose dataset is deleted while it waits ends quietly", async () => {
    const { id } = await uploadText(user, wholesale);
    await deleteDataset(user, id);
    expect(await runWaitingJobs()).toEqual(["done"]);
    expect(await filesOnDisk()).toEqual([]);
  });
});

test("leftovers of crashes are deleted once they have settled, and only they", async () => {
  const id = await readyDataset(user, wholesale);
  const kept = await filesOnDisk();
  const { mkdir, writeFile } = await import("node:fs/promises");
  const root = environment.env().DATA_DIR;
  const orphan = "01900000-0000-7000-8000-000000000000";
  for (const file of [`uploads/${orphan}.0`, `datasets/${orphan}.parquet`, `segmentations/${orphan}.parquet`, "tmp/upload-x"]) {
    await mkdir(`${root}/${file.split("/")[0]}`, { recursive: true });
    await writeFile(`${root}/${file}`, "left");
  }
  await mkdir(`${root}/tmp/worker-dead`, { recursive: true });
  const version = (await getDataset(id)).versions[0]?.id ?? "";
  const halfIndex = `${root}/engagement/${version}/index.partial`;
  await mkdir(halfIndex, { recursive: true });
  await writeFile(`${halfIndex}/events.parquet`, "half");
  expect(await cleanStorage()).toEqual([`${root}/tmp/worker-dead`]);
  const laterMs = Date.now() + 2 * 3_600_000;
  expect(await cleanStorage(undefined, laterMs)).toHaveLength(5);
  expect(await cleanStorage(undefined, laterMs)).toEqual([]);
  expect(await filesOnDisk()).toEqual(kept);
  await database().dataset.deleteMany({ where: { id } });
});
