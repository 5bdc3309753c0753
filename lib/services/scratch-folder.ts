import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Gives `work` a folder of its own for files in between, and removes it afterwards: also when the process is asked to exit
 * in the middle, together with what is written of `out` by then (all writers call it `.partial` until it is complete).
 */
export async function withScratchFolder<Result>(prefix: string, out: string | undefined, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  const partial = out === undefined ? undefined : `${path.resolve(out)}.partial`;
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const removeAll = (): void => {
    removeFolder();
    if (partial !== undefined) rmSync(partial, { force: true });
  };
  process.once("exit", removeAll);
  try {
    return await work(folder);
  } finally {
    process.off("exit", removeAll);
    removeFolder();
  }
}
