import { copyFile, link, rename, stat } from "node:fs/promises";
import { z } from "zod";
import { removeFiles, sourcePath } from "./storage";

/** A file as the user uploaded it. A version is read from one, or from several after appends. */
export const sourceFileSchema = z.object({ fileName: z.string(), bytes: z.number(), sha256: z.string() });
export type SourceFile = z.infer<typeof sourceFileSchema>;
export const sourceFilesSchema = z.array(sourceFileSchema);

/** A file that has arrived whole and waits under a temporary path for its version. */
export interface UploadedFile extends SourceFile {
  path: string;
}

/** Moves an uploaded file to where the version's part is kept. */
export async function keepSource(file: UploadedFile, versionId: string, part: number): Promise<void> {
  await rename(file.path, sourcePath(versionId, part));
}

/** Gives a version the same parts as another one, without a second copy on disk where the file system allows it. */
export async function shareSources(fromVersionId: string, toVersionId: string, parts: number): Promise<void> {
  for (let part = 0; part < parts; part++) {
    const from = sourcePath(fromVersionId, part);
    const to = sourcePath(toVersionId, part);
    await link(from, to).catch(() => copyFile(from, to));
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
