import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { request } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../..");
const results = path.join(root, "test-results");
const admin = { email: "admin@example.com", password: "tessera-admin-1" };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Starts the product as a user does, and waits for the line that says it serves. */
async function startProduct(dataFolder: string): Promise<{ url: string; product: ChildProcess }> {
  const { DATABASE_URL: _notOurs, NEXTAUTH_URL: _neither, ...inherited } = process.env;
  const own = { DATA_DIR: dataFolder, PORT: String(await freePort()), HOST: "127.0.0.1", ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  const product = spawn(process.execPath, ["scripts/start.mjs"], { cwd: root, env: { ...inherited, ...own }, stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(path.join(results, "product.log"));
  let text = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log.write(chunk);
      text += chunk.toString();
      const ready = /^Ready on (http:\S+)$/m.exec(text);
      if (ready?.[1]) resolve(ready[1]);
    };
    product.stdout.on("data", read);
    product.stderr.on("data", read);
    product.once("exit", (code) => reject(new Error(`The product did not start (code ${code}):\n${text.slice(-4000)}`)));
  });
  return { url, product };
}

/** Signs the administrator in, and keeps the session for the tests. */
async function saveSession(baseURL: string): Promise<void> {
  const context = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const { csrfToken } = (await (await context.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await context.post("/api/auth/callback/credentials", { form: { ...credentials(), csrfToken, json: "true" } });
  const session = (await (await context.get("/api/auth/session")).json()) as { user?: unknown };
  if (!session.user) throw new Error(`The administrator could not sign in at ${baseURL} (${answer.status()}): ${await answer.text()}`);
  await context.storageState({ path: path.join(results, "session.json") });
  await context.dispose();
}

function credentials(): { email: string; password: string } {
  return { email: process.env.ADMIN_EMAIL ?? admin.email, password: process.env.ADMIN_PASSWORD ?? admin.password };
}

export default async function setUp(): Promise<() => Promise<void>> {
  mkdirSync(results, { recursive: true });
  const given = process.env.E2E_BASE_URL;
  if (given) {
    await saveSession(given);
    return async () => undefined;
  }
  process.env.ADMIN_EMAIL = admin.email;
  process.env.ADMIN_PASSWORD = admin.password;
  const dataFolder = mkdtempSync(path.join(tmpdir(), "tessera-e2e-"));
  const { url, product } = await startProduct(dataFolder);
  process.env.E2E_BASE_URL = url; // the workers, which start after this, read it
  await saveSession(url);
  return async () => {
    product.kill("SIGTERM");
    if (product.exitCode === null) await once(product, "exit");
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
