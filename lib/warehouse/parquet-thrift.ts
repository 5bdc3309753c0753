/** A field of a Thrift structure; a missing value leaves it out. */
export type ThriftValue = { i32: number } | { i64: number } | { flag: boolean } | { bytes: Uint8Array } | { struct: ThriftStruct } | { list: readonly ThriftValue[] };
export type ThriftStruct = Readonly<Record<number, ThriftValue | undefined>>;

const typeCodes = { i32: 5, i64: 6, bytes: 8, list: 9, struct: 12 } as const;
const trueCode = 1;
const falseCode = 2;

function codeOf(value: ThriftValue): number {
  if ("flag" in value) return value.flag ? trueCode : falseCode;
  if ("i32" in value) return typeCodes.i32;
  if ("i64" in value) return typeCodes.i64;
  if ("bytes" in value) return typeCodes.bytes;
  return "list" in value ? typeCodes.list : typeCodes.struct;
}

/** Writes an unsigned LEB128 number; beyond 32 bits by division, as bit operators would cut it. */
export function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Small absolute values become small unsigned ones; safe integers up to 2^52. */
export function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

function pushValue(bytes: number[], value: ThriftValue): void {
  if ("i32" in value) pushVarint(bytes, zigzag(value.i32));
  else if ("i64" in value) pushVarint(bytes, zigzag(value.i64));
  else if ("bytes" in value) {
    pushVarint(bytes, value.bytes.length);
    for (const byte of value.bytes) bytes.push(byte);
  } else if ("list" in value) {
    const [first] = value.list;
    const code = first ? codeOf(first) : typeCodes.i32;
    if (value.list.length < 15) bytes.push((value.list.length << 4) | code);
    else {
      bytes.push(0xf0 | code);
      pushVarint(bytes, value.list.length);
    }
    for (const entry of value.list) pushValue(bytes, entry);
  } else if ("struct" in value) pushStruct(bytes, value.struct);
}

function pushStruct(bytes: number[], struct: ThriftStruct): void {
  let last = 0;
  for (const [key, value] of Object.entries(struct)) {
    if (value === undefined) continue;
    const field = Number(key);
    bytes.push(((field - last) << 4) | codeOf(value));
    last = field;
    if (!("flag" in value)) pushValue(bytes, value);
  }
  bytes.push(0);
}

/** A structure in Thrift's compact protocol, as Parquet's headers and footer are written. Fields lie less than 16 apart. */
export function thriftBytes(struct: ThriftStruct): Buffer {
  const bytes: number[] = [];
  pushStruct(bytes, struct);
  return Buffer.from(bytes);
}
