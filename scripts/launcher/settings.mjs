import { accessSync, constants, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { LauncherError } from "./launcher-error.mjs";
import { root } from "./paths.mjs";

/**
 * What the launcher itself needs from the environment; everything else is read by lib/env.ts in the processes it starts.
 * @param {Record<string, string | undefined>} source
 * @throws LauncherError naming the variable that is wrong.
 */
export function readSettings(source = process.env) {
  const port = Number(source.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new LauncherError(`PORT must be a whole number from 0 to 65535, not "${source.PORT}".`);
  return {
    port,
    host: source.HOST || "127.0.0.1",
    dataFolder: path.resolve(root, source.DATA_DIR || "data"),
    databaseUrl: source.DATABASE_URL || undefined,
  };
}

/** Everything in DATA_DIR that holds data; lib/services/storage.ts names the same folders. */
const privateFolders = ["run", "uploads", "datasets", "segmentations", "engagement", "audiences", "recommenders", "tmp"];

/** Makes DATA_DIR and its folder for the launcher's own notes; they are no one else's business. */
export function makeDataFolder(dataFolder) {
  try {
    // The database's user must be able to pass through, so the folder itself can't be closed; what is in it is.
    mkdirSync(dataFolder, { recursive: true, mode: 0o711 });
    for (const name of privateFolders) mkdirSync(path.join(dataFolder, name), { recursive: true, mode: 0o700 });
    accessSync(path.join(dataFolder, "run"), constants.W_OK);
  } catch (error) {
    throw new LauncherError(`The data folder ${dataFolder} can't be written (${error.code ?? error.message}). Set DATA_DIR to a folder that this user owns.`);
  }
}

/** Tries a port: resolves to null when it is free (or to the error code). Port 0 gives any free one. */
export function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve({ error }));
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address();
      server.close(() => resolve({ port: taken }));
    });
  });
}

/** @throws LauncherError in words when the web port can't be had. */
export async function requirePort(port, host) {
  const { port: free, error } = await tryPort(port, host);
  if (!error) return free;
  if (error.code === "EADDRINUSE") throw new LauncherError(`Port ${port} on ${host} is taken by another program. Stop that, or choose another port: PORT=${port + 1} npm start`);
  if (error.code === "EACCES") throw new LauncherError(`This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`);
  throw new LauncherError(`Can't listen on ${host}:${port} (${error.code}). Check HOST and PORT.`);
}

/** Where a browser on this machine finds the web process. */
export function localUrl(host, port) {
  const name = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
