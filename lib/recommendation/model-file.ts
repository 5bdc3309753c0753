import type { ModelArray, RecommenderModel } from "./model";

/**
 * File layout: the 8 bytes "TESSREC1", the header's length in bytes (u32, little-endian), 4 unused bytes, the header as JSON
 * in UTF-8, then each array at the offset that the header names, from the first multiple of 8 behind the header on.
 * Numbers are little-endian, as in memory on every machine that Node runs on.
 */
const MAGIC = "TESSREC1";
const HEAD_BYTES = 16;

const kinds = { f32: Float32Array, f64: Float64Array, i32: Int32Array };
type Kind = keyof typeof kinds;
interface ArrayPlace {
  $array: Kind;
  at: number;
  length: number;
}

function kindOf(array: ModelArray): Kind {
  if (array instanceof Float32Array) return "f32";
  return array instanceof Float64Array ? "f64" : "i32";
}

function isArray(value: unknown): value is ModelArray {
  return value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array;
}

/** The model as bytes; the same model gives the same bytes. */
export function encodeModel(model: RecommenderModel): Uint8Array {
  const arrays: ModelArray[] = [];
  let end = 0;
  const header = JSON.stringify(model, (_key, value: unknown) => {
    if (!isArray(value)) return value;
    const place: ArrayPlace = { $array: kindOf(value), at: end, length: value.length };
    arrays.push(value);
    end += Math.ceil(value.byteLength / 8) * 8;
    return place;
  });
  const text = new TextEncoder().encode(header);
  const base = HEAD_BYTES + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(base + end);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(8, text.length, true);
  bytes.set(text, HEAD_BYTES);
  let next = base;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), next);
    next += Math.ceil(array.byteLength / 8) * 8;
  }
  return bytes;
}

/**
 * The model that `encodeModel` wrote; its arrays are views of `bytes` where they lie on a multiple of 8, else copies.
 * @throws RangeError for bytes that are no model of this version.
 */
export function decodeModel(bytes: Uint8Array): RecommenderModel {
  const head = new TextDecoder().decode(bytes.subarray(0, 8));
  if (bytes.length < HEAD_BYTES || head !== MAGIC) throw new RangeError("bytes: expected a recommender model of version 1");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const base = HEAD_BYTES + Math.ceil(length / 8) * 8;
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const text = new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  return JSON.parse(text, (_key, value: unknown) => (isPlace(value) ? new kinds[value.$array](buffer as ArrayBuffer, byteOffset + base + value.at, value.length) : value)) as RecommenderModel;
}

function isPlace(value: unknown): value is ArrayPlace {
  return typeof value === "object" && value !== null && "$array" in value;
}
