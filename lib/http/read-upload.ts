import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import busboy from "busboy";
import { AppError } from "../errors";

/** A file on its way in: its bytes as they arrive, and what the client calls it (empty when it does not say). */
export interface IncomingFile {
  stream: AsyncIterable<Uint8Array>;
  fileName: string;
}

export interface ReceivedUpload<Received> {
  file: Received;
  /** The other fields of a multipart form. */
  fields: Record<string, string>;
}

/** What a file is called whose sender gives only its media type. */
const nameByMediaType: Record<string, string> = {
  "text/csv": "upload.csv",
  "application/csv": "upload.csv",
  "text/plain": "upload.csv",
  "text/tab-separated-values": "upload.tsv",
  "application/gzip": "upload.csv.gz",
  "application/x-gzip": "upload.csv.gz",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "upload.xlsx",
  "application/vnd.apache.parquet": "upload.parquet",
  "application/x-parquet": "upload.parquet",
};

/**
 * Streams a request's file into `receive`, never holding more than a few chunks of it: the whole body, or the part
 * `file` of a `multipart/form-data` form.
 *
 * @throws AppError `bad_request` for a form without a file or one that breaks off; whatever `receive` throws.
 */
export async function readUpload<Received>(
  request: Request,
  receive: (file: IncomingFile) => Promise<Received>,
): Promise<ReceivedUpload<Received>> {
  if (!request.body) throw new AppError("dataset_empty", "The request has no file. Send the file as the body, or as the field “file” of a form.");
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  const mediaType = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaType !== "multipart/form-data") {
    return { file: await receive({ stream: body, fileName: nameByMediaType[mediaType] ?? "" }), fields: {} };
  }
  return readForm(request, body, receive);
}

async function readForm<Received>(request: Request, body: Readable, receive: (file: IncomingFile) => Promise<Received>): Promise<ReceivedUpload<Received>> {
  const fields: Record<string, string> = {};
  let received: Promise<Received> | undefined;
  let parser: busboy.Busboy;
  try {
    parser = busboy({ headers: Object.fromEntries(request.headers), defParamCharset: "utf8", limits: { files: 1, fields: 20, fieldSize: 200_000 } });
  } catch (error) {
    throw new AppError("bad_request", "The form can't be read: its header gives no boundary.", { cause: error });
  }
  parser.on("field", (name, value) => {
    fields[name] = value;
  });
  let refusal: unknown;
  parser.on("file", (_field, stream, info) => {
    // Who receives it reads it, and hears of its end; a form may break off before that.
    stream.on("error", () => undefined);
    received = receive({ stream, fileName: info.filename ?? "" });
    received.catch((error: Error) => {
      if (parser.destroyed) return;
      // A refusal must not wait for the rest of a large body.
      refusal = error;
      parser.destroy(error);
    });
  });
  try {
    await pipeline(body, parser);
  } catch (error) {
    // Whoever receives the file has to be done with what broke off.
    await received?.catch(() => undefined);
    throw error === refusal ? error : new AppError("bad_request", "The form broke off or can't be read.", { cause: error });
  }
  if (!received) throw new AppError("bad_request", "The form has no file. Send it as the field “file”.", { invalidParams: [{ name: "file", reason: "Choose a file" }] });
  return { file: await received, fields };
}
