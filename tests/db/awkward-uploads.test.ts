import { createReadStream, readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { CurrentUser } from "@/lib/schemas/user";
import { deleteDataset } from "@/lib/services/dataset-changes";
import { datasetRejects } from "@/lib/services/dataset-export";
import { datasetRows } from "@/lib/services/dataset-rows";
import { spoolUpload } from "@/lib/services/dataset-upload";
import { createDataset } from "@/lib/services/dataset-versions";
import { getDataset } from "@/lib/services/datasets";
import { removeFiles } from "@/lib/services/storage";
import { filesOnDisk } from "./files-on-disk";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";

const root = "tests/fixtures/awkward-csv";
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(csv|tsv|gz|txt)$/u.test(entry.name))
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  .sort();

let user: CurrentUser;
beforeAll(async () => {
  user = await makeUser();
});

/** Uploads the file; the dataset's id, or the words of an immediate refusal. */
async function upload(file: string): Promise<{ id: string } | { refusal: string }> {
  try {
    const spooled = await spoolUpload(createReadStream(path.join(root, file)), path.basename(file));
    const created = await createDataset(user, { file: spooled });
    await removeFiles([spooled.path]);
    return created;
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : "" };
  }
}

test("every awkward file is read, or refused in words; nothing is lost and nothing is left", async () => {
  expect(files.length).toBeGreaterThan(30);
  const uploads = [];
  for (const file of files) uploads.push({ file, ...(await upload(file)) });
  await runWaitingJobs();
  for (const uploaded of uploads) {
    if ("refusal" in uploaded) {
      expect(uploaded.refusal, uploaded.file).toMatch(/^The file .+\.$/u);
      continue;
    }
    const dataset = await getDataset(uploaded.id);
    expect(dataset.status, uploaded.file).not.toBe("ingesting");
    if (dataset.status === "failed") {
      expect(dataset.error?.code, uploaded.file).toMatch(/^dataset_/u);
      expect(dataset.error?.message.length, uploaded.file).toBeGreaterThan(20);
    } else {
      expect((await datasetRows(uploaded.id, { limit: 1, direction: "asc" })).total, uploaded.file).toBe(dataset.rowCount);
      const { items } = await datasetRejects(uploaded.id, 1000);
      expect(new Set(items.map(({ line }) => line)).size, uploaded.file).toBe(Math.min(1000, dataset.rejectedCount));
    }
    await deleteDataset(user, uploaded.id);
  }
  expect(await filesOnDisk()).toEqual([]);
});
