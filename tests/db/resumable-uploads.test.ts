import { readdir } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "@/lib/db/client";
import * as environment from "@/lib/env";
import { resumableServer } from "@/lib/http/resumable-server";
import { problemSchema } from "@/lib/schemas/problem";
import type { CurrentUser } from "@/lib/schemas/user";
import { deleteDataset } from "@/lib/services/dataset-changes";
import { getDataset } from "@/lib/services/datasets";
import { resumableUploads } from "@/lib/services/resumable-uploads";
import { filesOnDisk } from "./files-on-disk";
import { makeUser } from "./make-user";
import { runWaitingJobs } from "./run-waiting-jobs";

const wholesale = readFileSync("tests/fixtures/sets/wholesale.csv");
let user: CurrentUser;
let serve: ReturnType<typeof resumableServer>;

beforeAll(async () => {
  user = await makeUser();
  serve = resumableServer(resumableUploads);
});

const base = "http://localhost:3000/api/uploads";

function call(method: string, address: string, headers: Record<string, string> = {}, body?: Uint8Array<ArrayBuffer>, as = user): Promise<Response> {
  return serve(as, new Request(new URL(address, base), { method, headers: { "tus-resumable": "1.0.0", ...headers }, body }), "request-1");
}

function metadata(fields: Record<string, string>): string {
  return Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`).join(",");
}

const begin = (fields: Record<string, string>, bytes = wholesale.length, as = user) =>
  call("POST", base, { "upload-length": String(bytes), "upload-metadata": metadata(fields) }, undefined, as);

const send = (address: string, offset: number, to = wholesale.length) =>
  call("PATCH", address, { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" }, new Uint8Array(wholesale.subarray(offset, to)));

describe("a resumable upload", () => {
  test("goes on where it stopped, and its id is the dataset's", async () => {
    const created = await begin({ filename: "wholesale.csv", name: "Späti 🛒", kind: "profiles", options: "{}" });
    expect(created.status).toBe(201);
    const address = created.headers.get("location") ?? "";
    expect((await send(address, 0, 1000)).headers.get("upload-offset")).toBe("1000");
    const asked = await call("HEAD", address);
    expect([asked.headers.get("upload-offset"), asked.headers.get("upload-length")]).toEqual(["1000", String(wholesale.length)]);
    const wrong = await send(address, 500);
    expect(wrong.status).toBe(409);
    const last = await send(address, 1000);
    const id = address.split("/").at(-1) ?? "";
    expect([last.status, last.headers.get("tessera-dataset-id")]).toEqual([204, id]);
    await runWaitingJobs();
    expect(await getDataset(id)).toMatchObject({ name: "Späti 🛒", status: "ready", rowCount: 440 });
    expect(await readdir(resumableUploads.directory())).toEqual([]);
    const again = await call("HEAD", address);
    expect([again.status, again.headers.get("upload-offset"), again.headers.get("tessera-dataset-id")]).toEqual([200, String(wholesale.length), id]);
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("whose end failed on our side is finished when the client asks again, once", async () => {
    const address = (await begin({ filename: "wholesale.csv" })).headers.get("location") ?? "";
    const away = vi.spyOn(database(), "$transaction").mockRejectedValueOnce(Object.assign(new Error("Can't reach database server"), { code: "P1001" }));
    const failed = await send(address, 0);
    away.mockRestore();
    expect(failed.status).toBe(503);
    expect(problemSchema.parse(await failed.json())).toMatchObject({ code: "database_unavailable", requestId: "request-1" });
    expect((await call("HEAD", address)).headers.get("upload-offset")).toBe(String(wholesale.length));
    await call("HEAD", address);
    expect(await database().dataset.count()).toBe(1);
    const id = address.split("/").at(-1) ?? "";
    await runWaitingJobs();
    expect((await getDataset(id)).rowCount).toBe(440);
    const appended = await begin({ filename: "more.csv", datasetId: id, mode: "append", repeat: "true" });
    const version = appended.headers.get("location") ?? "";
    expect((await send(version, 0)).headers.get("tessera-dataset-id")).toBe(id);
    await runWaitingJobs();
    expect(await getDataset(id)).toMatchObject({ rowCount: 880, versions: [{ id: version.split("/").at(-1) }, {}] });
    await deleteDataset(user, id);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("can be cancelled, and leaves nothing", async () => {
    const address = (await begin({ filename: "wholesale.csv" })).headers.get("location") ?? "";
    await send(address, 0, 1000);
    expect((await call("DELETE", address)).status).toBe(204);
    expect((await call("HEAD", address)).status).toBe(404);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("is nobody else's", async () => {
    const address = (await begin({ filename: "wholesale.csv" })).headers.get("location") ?? "";
    const stranger = await makeUser();
    for (const method of ["HEAD", "DELETE"]) expect((await call(method, address, {}, undefined, stranger)).status).toBe(404);
    // What the server itself keeps beside an upload is no upload.
    expect((await call("DELETE", `${address}.json`, {}, undefined, stranger)).status).toBe(404);
    expect((await call("HEAD", address)).status).toBe(200);
    await call("DELETE", address);
  });
});

describe("an upload is refused as a problem in words", () => {
  test("when it is too large, unreadable in its options, or for a dataset that is not there", async () => {
    const limited = vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), MAX_UPLOAD_BYTES: 1000 });
    const large = await begin({ filename: "x.csv" });
    limited.mockRestore();
    expect(large.status).toBe(413);
    expect(problemSchema.parse(await large.json()).code).toBe("payload_too_large");
    const options = await begin({ filename: "x.csv", options: "{" });
    expect(problemSchema.parse(await options.json())).toMatchObject({ code: "bad_request", status: 400 });
    const zone = await begin({ filename: "x.csv", options: '{"timezone":"Mars/Phobos"}' });
    expect(problemSchema.parse(await zone.json())).toMatchObject({ code: "bad_request", detail: expect.stringContaining("Mars/Phobos") as string });
    const nowhere = await begin({ filename: "x.csv", datasetId: "01900000-0000-7000-8000-000000000000" });
    expect(problemSchema.parse(await nowhere.json()).code).toBe("not_found");
    expect((await call("HEAD", `${base}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    expect(await filesOnDisk()).toEqual([]);
  });

  test("when a byte is missing: an empty file", async () => {
    const empty = await begin({ filename: "x.csv" }, 0);
    expect(problemSchema.parse(await empty.json()).code).toBe("dataset_empty");
    expect(await filesOnDisk()).toEqual([]);
  });
});

