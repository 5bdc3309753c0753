/**
 * The web process: Next's production server behind an HTTP server of our own, because `next start` keeps
 * Node's limit of five minutes for a whole request, which cuts off the upload of a large file.
 */
import { createServer } from "node:http";
import next from "next";
import { serveCompressed } from "./launcher/compressed-files.mjs";
import { askServer, explainMethodNotAllowed } from "./launcher/method-not-allowed.mjs";
import { inRoot, root } from "./launcher/paths.mjs";

const port = Number(process.env.PORT || 3000);
const hostname = process.env.HOST || "127.0.0.1";
const graceMs = 8_000;

const app = next({ dev: false, dir: root, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const answerCompressed = await serveCompressed(inRoot(".next/static"));

const server = createServer((request, response) => {
  if (answerCompressed(request, response)) return;
  explainMethodNotAllowed(request, response, askAllowed);
  handle(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
const askAllowed = askServer(server);
server.requestTimeout = 0; // an upload may take as long as it takes; an idle connection still ends
server.headersTimeout = 60_000;
server.keepAliveTimeout = 65_000;
server.setTimeout(10 * 60_000); // no byte either way for ten minutes

server.on("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken.` : error);
  process.exit(1);
});
server.listen(port, hostname);

// One request's forgotten promise must not end everybody else's uploads.
process.on("unhandledRejection", (reason) => console.error("unhandled rejection:", reason));

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), graceMs).unref();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
