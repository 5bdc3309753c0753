import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { readUpload, type IncomingFile } from "@/lib/http/read-upload";

const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="visits.csv"\r\n\r\n';
const start = `${head}user,visits\r\nana,3\r\n`;

type Ending = (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>;

/** A form that arrives in pieces, and what comes after the last one. */
function form(pieces: string[], end: Ending = (controller) => controller.close()): Request {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = left.shift();
      return piece ? controller.enqueue(piece) : end(controller);
    },
  });
  const init = { method: "POST", body, duplex: "half", headers: { "content-type": "multipart/form-data; boundary=x" } };
  return new Request("http://localhost/api/v1/datasets", init);
}

async function textOf({ stream, fileName }: IncomingFile): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return `${fileName}: ${Buffer.concat(chunks).toString()}`;
}

describe("the file of a form", () => {
  test("comes with its name and the form's other fields", async () => {
    const name = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nVisits\r\n';
    const read = await readUpload(form([name, start, "--x--\r\n"]), textOf);
    expect(read).toEqual({ file: "visits.csv: user,visits\r\nana,3", fields: { name: "Visits" } });
  });

  test("that breaks off ends for its receiver too, so that nothing is kept open", async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const connectionReset: Ending = (controller) => begun.then(() => controller.error(new Error("connection reset")));
    for (const request of [form([start], connectionReset), form([start])]) {
      let outcome = "open";
      const receive = (file: IncomingFile) => {
        begin();
        return textOf(file).finally(() => (outcome = "ended"));
      };
      await expect(readUpload(request, receive)).rejects.toMatchObject({ code: "bad_request" });
      expect(outcome).toBe("ended");
    }
  });

  test("that is refused is refused at once, in its receiver's words", async () => {
    const refusal = new AppError("payload_too_large", "A file may have at most 1 MB.");
    const goesOn: Ending = () => new Promise(() => undefined);
    await expect(readUpload(form([start], goesOn), () => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  test("is asked for where the form has none", async () => {
    await expect(readUpload(form(["--x--\r\n"]), textOf)).rejects.toMatchObject({ code: "bad_request", invalidParams: [{ name: "file" }] });
  });
});
