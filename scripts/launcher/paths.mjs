import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** An absolute path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where bundles and the stamps of finished build steps are kept. */
export const buildFolder = inRoot(".build");
