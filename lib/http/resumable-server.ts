import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { z } from "zod";
import { AppError } from "../errors";
import type { CurrentUser } from "../schemas/user";
import { logger } from "./logger";
import { problemOf } from "./problem";
import { toAppError } from "./to-app-error";

export type UploadMetadata = Record<string, string>;

/** What happens around the bytes: everything that is not the tus protocol itself. */
export interface ResumableHooks {
  directory: () => string;
  maximumBytes: () => number;
  newId: () => string;
  /** Called before a byte is accepted; refuses by throwing. `bytes` is undefined when the client does not know yet. */
  begin: (user: CurrentUser, metadata: UploadMetadata, bytes: number | undefined) => Promise<void>;
  /** Called when every byte is there, possibly more than once; answers headers for the client. */
  finish: (user: CurrentUser, upload: { id: string; path: string; metadata: UploadMetadata }) => Promise<Record<string, string>>;
  /** Size and headers of an upload that `finish` has taken over already. */
  taken: (id: string) => Promise<{ bytes: number; headers: Record<string, string> } | undefined>;
}

const expireAfterMs = 24 * 3_600_000;
const ownerKey = "tesseraOwner";
const path = "/api/uploads";

/** Answers one request of the tus protocol for a user who may upload. */
export type ResumableServer = (user: CurrentUser, request: Request, requestId: string) => Promise<Response>;

/** A tus 1.0 server over files in one folder. Unfinished uploads belong to the user who began them, for 24 hours. */
export function resumableServer(hooks: ResumableHooks): ResumableServer {
  const callers = new WeakMap<object, { user: CurrentUser; requestId: string }>();
  const callerOf = (request: object) => {
    const caller = callers.get(request);
    if (!caller) throw new Error("An upload request without a caller");
    return caller;
  };
  const store = new FileStore({ directory: hooks.directory(), expirationPeriodInMilliseconds: expireAfterMs });
  const finish = async (user: CurrentUser, id: string, metadata: UploadMetadata) => {
    const { [ownerKey]: _, ...own } = metadata;
    try {
      return await hooks.finish(user, { id, path: `${hooks.directory()}/${id}`, metadata: own });
    } finally {
      // The data file has a new place or was refused. Where it is still there, a retry finds it by its configuration.
      const left = await store.getUpload(id).catch(() => undefined);
      if (!left) await store.configstore.delete(id).catch(() => undefined);
    }
  };
  const server = new Server({
    path,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: hooks.maximumBytes,
    namingFunction: hooks.newId,
    onIncomingRequest: async (request, id) => {
      if (request.method !== "POST") await requireOwner(store, id, callerOf(request).user);
    },
    onUploadCreate: async (request, upload) => {
      const { user } = callerOf(request);
      const metadata = textMetadata(upload.metadata);
      await hooks.begin(user, metadata, upload.size);
      return { metadata: { ...metadata, [ownerKey]: user.id } };
    },
    onUploadFinish: async (request, upload) => ({ headers: await finish(callerOf(request).user, upload.id, textMetadata(upload.metadata)) }),
    onResponseError: (request, error) => refusal(error, callerOf(request).requestId, hooks.maximumBytes()),
  });
  return async (user, request, requestId) => {
    callers.set(request, { user, requestId });
    const id = new URL(request.url).pathname.slice(path.length + 1);
    if (request.method === "HEAD" && z.uuid().safeParse(id).success) {
      const answer = await answerComplete(hooks, store, user, id, finish);
      if (answer) return answer;
    }
    return server.handleWeb(request);
  };
}

/**
 * A client that lost the last answer asks how far it is: an upload that is complete is finished now, if it was not yet,
 * so that "complete" always means that the product has the file.
 */
async function answerComplete(
  hooks: ResumableHooks,
  store: FileStore,
  user: CurrentUser,
  id: string,
  finish: (user: CurrentUser, id: string, metadata: UploadMetadata) => Promise<Record<string, string>>,
): Promise<Response | undefined> {
  const upload = await store.getUpload(id).catch(() => undefined);
  if (upload && upload.size !== undefined && upload.offset === upload.size) {
    await requireOwner(store, id, user);
    await finish(user, id, textMetadata(upload.metadata));
  }
  const taken = await hooks.taken(id);
  if (!taken) return undefined;
  const bytes = String(taken.bytes);
  return new Response(null, { headers: { ...taken.headers, "tus-resumable": "1.0.0", "upload-offset": bytes, "upload-length": bytes, "cache-control": "no-store" } });
}

async function requireOwner(store: FileStore, id: string, user: CurrentUser): Promise<void> {
  const upload = await store.getUpload(id).catch(() => undefined);
  if (upload?.metadata?.[ownerKey] !== user.id) throw new AppError("not_found", "This upload does not exist, or it has expired. Start it again.");
}

function textMetadata(metadata: Record<string, string | null> | undefined): UploadMetadata {
  return Object.fromEntries(Object.entries(metadata ?? {}).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""));
}

/** tus answers errors as text; ours are problem+json, which says more and is what every client of the API reads. */
function refusal(error: Error | { status_code: number; body: string }, requestId: string, maximumBytes: number): { status_code: number; body: string } {
  if (!(error instanceof Error)) {
    const problem = problemOf(protocolError(error.status_code, error.body.trim(), maximumBytes), requestId);
    return { status_code: error.status_code, body: JSON.stringify({ ...problem, status: error.status_code }) };
  }
  const refused = toAppError(error);
  if (refused.status >= 500) logger().error({ requestId, err: refused.cause ?? refused }, "upload failed");
  return { status_code: refused.status, body: JSON.stringify(problemOf(refused, requestId)) };
}

function protocolError(status: number, text: string, maximumBytes: number): AppError {
  if (status === 413) return new AppError("payload_too_large", `The file is larger than the ${Math.floor(maximumBytes / 1024 ** 2).toLocaleString("en-US")} MB that may be uploaded.`);
  if (status === 404 || status === 410) return new AppError("not_found", "This upload does not exist, or it has expired. Start it again.");
  return new AppError("bad_request", text);
}
