import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** Says before the work, not after it, that a result can't be written where it is wanted. */
export async function requireWritable(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
  if (!isFolder) throw new AppError("bad_request", `--out: there is no folder “${folder}”. Make it, or choose another one.`);
  if (await stat(file).then((found) => found.isDirectory(), () => false)) throw new AppError("bad_request", `--out: “${file}” is a folder.`);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new AppError("bad_request", `--out: nothing may be written into “${folder}”.`, { cause: error });
  });
}
