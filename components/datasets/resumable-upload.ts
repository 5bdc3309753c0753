import type { DetailedError, PreviousUpload } from "tus-js-client";
import { createTransferRate, type TransferProgress } from "@/lib/preview/transfer-rate";
import type { DatasetKind, ReadOptions } from "@/lib/schemas/dataset";

const endpoint = "/api/uploads";
/** One request carries at most this much, so that a proxy in between never sees a body it refuses. */
const chunkBytes = 32 * 1024 * 1024;
/** Tries again over about a minute; after that the user decides. */
const retryDelaysMs = [500, 1000, 3000, 5000, 10_000, 20_000, 20_000];

export interface UploadTarget {
  name?: string;
  kind?: DatasetKind;
  options: ReadOptions;
  /** Append to or replace this dataset instead of making a new one. */
  into?: { datasetId: string; mode: "append" | "replace" };
  /** Append the same file once more, knowingly. */
  repeat?: boolean;
}

export interface UploadEvents {
  onProgress: (progress: TransferProgress) => void;
  /** The connection dropped and the upload tries again by itself. */
  onInterrupted: () => void;
  /** `uploadId`: the new dataset's id, or the new version's when `into` was given. */
  onDone: (uploadId: string) => void;
  onFailed: (failure: UploadFailure) => void;
}

export interface UploadFailure {
  message: string;
  reference?: string;
  /** Whether going on from where it stopped can help. */
  resumable: boolean;
  /** HTTP status of the refusal; 0 when there was no answer. */
  status: number;
}

export interface RunningUpload {
  pause: () => Promise<void>;
  resume: () => void;
  /** Stops and has the server forget what it has. */
  cancel: () => Promise<void>;
}

function metadataOf(file: File, target: UploadTarget): Record<string, string> {
  const metadata: Record<string, string> = { filename: file.name, options: JSON.stringify(target.options) };
  if (target.name) metadata.name = target.name;
  if (target.kind) metadata.kind = target.kind;
  if (target.into) Object.assign(metadata, { datasetId: target.into.datasetId, mode: target.into.mode });
  if (target.repeat) metadata.repeat = "true";
  return metadata;
}

/** A key under which the browser remembers an unfinished upload; another target is another upload. */
async function fingerprintOf(file: File, target: UploadTarget): Promise<string> {
  const place = target.into ? `${target.into.datasetId}:${target.into.mode}` : "new";
  return ["tessera", place, file.name, file.size, file.lastModified].join("|");
}

function sameMetadata(left: Record<string, string>, right: Record<string, string>): boolean {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => left[key] === right[key]);
}

function problemOf(body: string | undefined): { detail?: string; requestId?: string } {
  try {
    return JSON.parse(body ?? "") as { detail?: string; requestId?: string };
  } catch {
    return {};
  }
}

/** What a tus error says on the screen. */
function describeFailure(error: Error | DetailedError): UploadFailure {
  const response = "originalResponse" in error ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (!response || status === 0) {
    const message = "The connection to the server was lost. Nothing is lost: the upload goes on where it stopped.";
    return { message, resumable: true, status: 0 };
  }
  const problem = problemOf(response.getBody());
  const message = problem.detail ?? "The server did not take the file. Try again; if it happens again, tell your administrator.";
  // 423 and a bare 409 are the protocol's own: an earlier request of this upload still holds it, or the offset moved on.
  const protocolConflict = status === 423 || (status === 409 && problem.detail === undefined);
  const resumable = protocolConflict || (status >= 500 && status !== 507);
  return { message, resumable, status, ...(problem.requestId && { reference: problem.requestId }) };
}

/** Sends a file by the tus protocol; resumes an earlier, unfinished upload of the same file to the same target. */
export async function startUpload(file: File, target: UploadTarget, events: UploadEvents): Promise<RunningUpload> {
  // The protocol's code comes with the first upload: the page is there without it.
  const { Upload } = await import("tus-js-client");
  const rate = createTransferRate(file.size);
  const upload = new Upload(file, {
    endpoint,
    metadata: metadataOf(file, target),
    chunkSize: chunkBytes,
    retryDelays: retryDelaysMs,
    removeFingerprintOnSuccess: true,
    fingerprint: () => fingerprintOf(file, target),
    onProgress: (sentBytes) => events.onProgress(rate.report(sentBytes, performance.now())),
    onShouldRetry: (error) => {
      const { resumable } = describeFailure(error);
      if (resumable) {
        rate.pause();
        events.onInterrupted();
      }
      return resumable;
    },
    onSuccess: () => events.onDone(upload.url?.split("/").pop() ?? ""),
    onError: (error) => events.onFailed(describeFailure(error)),
  });
  for (const previous of await upload.findPreviousUploads()) {
    if (sameMetadata(previous.metadata, metadataOf(file, target))) upload.resumeFromPreviousUpload(previous);
    // Read differently now: the server's copy carries the old options, so it starts anew.
    else void discardUpload({ key: previous.urlStorageKey, url: previous.uploadUrl ?? "" });
  }
  upload.start();
  return {
    pause: async () => {
      rate.pause();
      await upload.abort();
    },
    resume: () => upload.start(),
    cancel: async () => {
      await upload.abort(true).catch(() => undefined);
      for (const entry of await upload.findPreviousUploads()) forgetUpload(entry.urlStorageKey);
    },
  };
}

/** An upload that a reload or a closed tab interrupted, as the browser remembers it. */
export interface InterruptedUpload {
  key: string;
  url: string;
  fileName: string;
  totalBytes: number;
  startedAt: string;
  /** What was said about it then: name, kind, options as JSON, datasetId. */
  metadata: Record<string, string>;
}

const storagePrefix = "tus::tessera|";

/** Unfinished uploads of this browser, newest first; those older than a day are gone on the server and forgotten. */
export function listInterruptedUploads(now = Date.now()): InterruptedUpload[] {
  const found: InterruptedUpload[] = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(storagePrefix)) continue;
    const entry = readEntry(localStorage.getItem(key));
    const expired = !entry || now - Date.parse(entry.creationTime) > 24 * 3_600_000;
    if (expired || !entry.uploadUrl) {
      localStorage.removeItem(key);
      continue;
    }
    const { metadata, size, creationTime, uploadUrl } = entry;
    found.push({ key, url: uploadUrl, fileName: metadata.filename ?? "", totalBytes: size ?? 0, startedAt: creationTime, metadata });
  }
  return found.sort((left, right) => Date.parse(right.startedAt) - Date.parse(left.startedAt));
}

function readEntry(text: string | null): PreviousUpload | undefined {
  try {
    return JSON.parse(text ?? "") as PreviousUpload;
  } catch {
    return undefined;
  }
}

/** Bytes that the server already has of an interrupted upload; undefined when it has forgotten it. */
export async function receivedBytes(url: string): Promise<number | undefined> {
  const response = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
  const offset = response?.ok ? response.headers.get("Upload-Offset") : null;
  return offset === null ? undefined : Number(offset);
}

export function forgetUpload(key: string): void {
  localStorage.removeItem(key);
}

/** Has the server throw away what it received, and forgets it here. */
export async function discardUpload(interrupted: Pick<InterruptedUpload, "key" | "url">): Promise<void> {
  forgetUpload(interrupted.key);
  if (!interrupted.url) return;
  const { Upload } = await import("tus-js-client");
  await Upload.terminate(interrupted.url).catch(() => undefined);
}
