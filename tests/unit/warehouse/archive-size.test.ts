import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { unpackedSize } from "@/lib/warehouse/archive-size";

const folder = mkdtempSync(path.join(tmpdir(), "tessera-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface EntryOptions {
  content: Buffer;
  /** Unpacked size that the archive states. */
  stated?: number;
  /** Sizes behind the data instead of before it. */
  descriptor?: boolean;
  isStored?: boolean;
}

function entry({ content, stated = content.length, descriptor = false, isStored = false }: EntryOptions): Buffer {
  const data = isStored ? content : deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(descriptor ? 8 : 0, 6);
  head.writeUInt16LE(isStored ? 0 : 8, 8);
  head.writeUInt32LE(descriptor ? 0 : data.length, 18);
  head.writeUInt32LE(descriptor ? 0 : stated, 22);
  head.writeUInt16LE(1, 26);
  const tail = Buffer.alloc(descriptor ? 16 : 0);
  if (descriptor) {
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(data.length, 8);
    tail.writeUInt32LE(stated, 12);
  }
  return Buffer.concat([head, Buffer.from("x"), data, tail]);
}

let made = 0;

function archive(...entries: EntryOptions[]): string {
  made += 1;
  const file = path.join(folder, `${made}.zip`);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  writeFileSync(file, Buffer.concat([...entries.map(entry), directory]));
  return file;
}

const content = (bytes: number) => Buffer.alloc(bytes, "segment,");

test("what comes out is counted, whichever way the entries are written", async () => {
  const file = archive({ content: content(70_000) }, { content: content(5_000), descriptor: true }, { content: content(300), isStored: true }, { content: content(0) }, { content: content(40), descriptor: true });
  expect(await unpackedSize(file, 1e9)).toBe(75_340);
});

test("an archive that states less than it holds is not believed", async () => {
  expect(await unpackedSize(archive({ content: content(3_000_000), stated: 10 }), 1e9)).toBe(3_000_000);
  expect(await unpackedSize(archive({ content: content(3_000_000), stated: 10, descriptor: true }), 1e9)).toBe(3_000_000);
});

test("unpacking ends soon after the limit", async () => {
  const total = await unpackedSize(archive({ content: content(20_000_000), stated: 10 }, { content: content(9) }), 100_000);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(1_000_000);
});

test("an archive that is cut off inside an entry is refused", async () => {
  const file = archive({ content: content(70_000) });
  writeFileSync(file, Buffer.concat([entry({ content: content(70_000) })]).subarray(0, 60));
  await expect(unpackedSize(file, 1e9)).rejects.toMatchObject({ code: "dataset_unreadable" });
});
