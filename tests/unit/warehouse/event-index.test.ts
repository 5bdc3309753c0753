import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { eventColumns } from "@/lib/services/engagement-columns";
import { buildEventIndex, readEventIndexFacts } from "@/lib/warehouse/event-index";
import { ingestFile } from "@/lib/warehouse/ingest-file";

const folder = await mkdtemp(path.join(tmpdir(), "tessera-index-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

test("an index that several processes build at once is there once, and right for each of them", async () => {
  const sourcePath = path.join(folder, "events.csv");
  await writeFile(sourcePath, "user_id,watched_at,minutes\n1,2026-01-01T10:00:00Z,5\n1,2026-01-02T10:00:00Z,7\n2,2026-01-02T11:00:00Z,9\n");
  const targetPath = path.join(folder, "events.parquet");
  const { columns } = await ingestFile({ sourcePath, fileName: "events.csv", targetPath, rejectsPath: path.join(folder, "rejects.parquet"), options: {}, tempFolder: folder });
  const index = path.join(folder, "index");
  const built = await Promise.all([1, 2, 3].map(() => buildEventIndex(eventColumns(targetPath, columns), undefined, index)));
  for (const facts of built) expect(facts).toMatchObject({ events: 3, untimed: 0 });
  expect(await readEventIndexFacts(index)).toEqual(built[0]);
  expect((await readdir(folder)).filter((name) => name.endsWith(".partial"))).toEqual([]);
});
