/** The encodings that the server reads, by the name that read options use. */
export type SampleEncoding = "utf-8" | "utf-16" | "latin-1";

export interface EncodingFinding {
  encoding: SampleEncoding;
  byteOrderMark: boolean;
  /** Only for UTF-16: the order of its bytes. */
  bigEndian: boolean;
}

/** UTF-16 of Western text has a zero in nearly every second byte; real UTF-8 has none at all. */
const zeroShareRatio = 0.3;

function shareOfZeros(bytes: Uint8Array, offset: 0 | 1): number {
  let zeros = 0;
  let seen = 0;
  for (let position = offset; position < bytes.length; position += 2) {
    seen++;
    if (bytes[position] === 0) zeros++;
  }
  return seen === 0 ? 0 : zeros / seen;
}

/** Whether the bytes are UTF-8; a character cut off by the end of the sample is not held against them. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Finds the encoding of a text by its first bytes: byte order mark, zero bytes, valid UTF-8, else Latin-1. */
export function findEncoding(bytes: Uint8Array): EncodingFinding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf-8", byteOrderMark: true, bigEndian: false };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16", byteOrderMark: true, bigEndian: false };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16", byteOrderMark: true, bigEndian: true };
  if (bytes.length >= 4) {
    const evenZeros = shareOfZeros(bytes, 0);
    const oddZeros = shareOfZeros(bytes, 1);
    if (oddZeros > zeroShareRatio && evenZeros < 0.05) return { encoding: "utf-16", byteOrderMark: false, bigEndian: false };
    if (evenZeros > zeroShareRatio && oddZeros < 0.05) return { encoding: "utf-16", byteOrderMark: false, bigEndian: true };
  }
  return { encoding: isUtf8(bytes) ? "utf-8" : "latin-1", byteOrderMark: false, bigEndian: false };
}

/** Text of the sample; the byte order mark is dropped and undecodable bytes show as U+FFFD. */
export function decodeSample(bytes: Uint8Array, encoding: SampleEncoding, bigEndian: boolean): string {
  const label = encoding === "utf-16" ? (bigEndian ? "utf-16be" : "utf-16le") : encoding === "latin-1" ? "windows-1252" : "utf-8";
  return new TextDecoder(label).decode(bytes, { stream: true });
}
