import { copyFile, link, mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { removeFiles, sourcePath } from "./storage";

/** A file as the user uploaded it. A version is read from one, or from several after appends. */
const sourceFileSchema = z.object({ fileName: z.string(), bytes: z.number(), sha256: z.string() });
export type SourceFile = z.infer<typeof sourceFileSchema>;
export const sourceFilesSchema = z.array(sourceFileSchema);

/** A file that has arrived whole and waits under a temporary path for its version. */
export interface UploadedFile extends SourceFile {
  path: string;
}

/** Keeps an uploaded file as a version's part. Its temporary name stays, for its owner to remove or to try again with. */
export async function keepSource(file: UploadedFile, versionId: string, part: number): Promise<void> {
  await share(file.path, sourcePath(versionId, part));
}

/** A second name for a file; a copy where the file system has no hard links. */
async function share(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

/** Gives a version the same parts as another one, without a second copy on disk where the file system allows it. */
export async function shareSources(fromVersionId: string, toVersionId: string, parts: number): Promise<void> {
  for (let part = 0; part < parts; part++) {
    await share(sourcePath(fromVersionId, part), sourcePath(toVersionId, part));
  }
}

export async function removeSources(versionId: string, parts: number): Promise<void> {
  await removeFiles(Array.from({ length: parts }, (_, part) => sourcePath(versionId, part)));
}

/** Whether the uploaded files of a version are still there to be read again. */
export async function hasSources(versionId: string, parts: number): Promise<boolean> {
  for (let part = 0; part < parts; part++) {
    const found = await stat(sourcePath(versionId, part)).then(() => true, () => false);
    if (!found) return false;
  }
  return parts > 0;
}
