import { aligned } from "./runtime/layout";
import type { TrackMemory } from "./track-memory";
import { runHere, runInThread } from "./track-threads";

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;
type NumbersType<Array> = { new (buffer: ArrayBufferLike, address: number, length: number): Array; BYTES_PER_ELEMENT: number };

/** Columns in a TrackMemory that every question reads; `starts` says where each user's events begin. */
export interface TrackSource {
  memory: TrackMemory;
  events: number;
  users: number;
  starts: Uint32Array;
  slot: Numbers;
  item: Numbers;
  cell: Numbers;
  place: Numbers[];
  /** The most events that one known user has. */
  longestTrack: number;
}

/** Which events are meant: tables of 0 and 1 by number; a table that isn't there lets everything through. */
export interface TrackFilter {
  slots?: Uint8Array;
  users?: Uint8Array;
  cells?: Uint8Array;
  items?: Uint8Array;
  /** At most six. */
  places: { place: number; values: Uint8Array }[];
}

/** A place in the question's room. */
interface Part {
  offset: number;
}

export interface Output<Array extends Numbers> extends Part {
  /** Filled when the question has been answered. */
  values: Array;
}

/** Mirrored in lib/kernels/assembly/shared/track-question.ts. */
const words = 33;
const wordOf = { picked: 12, places: 13, firstPlace: 14, list: 32 } as const;
/** Events that name no user are looked at in pieces of so many. */
const pieceEvents = 65_536;
/** Fewer events than this are gone through in less time than it takes to wake a thread. */
const inlineEvents = 100_000;

/** Address and width (as a shift) of a column, as kernels take it. */
export function columnAt(column: Numbers): [number, number] {
  return [column.byteOffset, Math.log2(column.BYTES_PER_ELEMENT)];
}

/**
 * One question to the tracks' kernels: what they are given, what they fill, which events are meant.
 * Tables lie in the tracks' shared memory only while the question is being answered.
 */
export class TrackQuestion {
  private bytes: number;
  private readonly inputs: { part: Part; values: Numbers }[] = [];
  private readonly outputs: { output: Output<Numbers>; read: (address: number) => Numbers }[] = [];
  private readonly filters: { [Name in "slots" | "cells" | "items" | "users"]?: Part } = {};
  private readonly places: { place: number; part: Part }[];

  constructor(private readonly source: TrackSource, filter: TrackFilter) {
    this.bytes = aligned(words * 4) + 2 * aligned(Math.max(pieceEvents, source.longestTrack) * 4);
    for (const name of ["slots", "cells", "items", "users"] as const) {
      const table = filter[name];
      if (table) this.filters[name] = this.input(table);
    }
    this.places = filter.places.map(({ place, values }) => ({ place, part: this.input(values) }));
  }

  /** A table that the kernel reads. */
  input(values: Numbers): Part {
    const part = this.part(values.byteLength);
    this.inputs.push({ part, values });
    return part;
  }

  /** A table of zeros that the kernel fills. */
  output<Array extends Numbers>(type: NumbersType<Array>, length: number): Output<Array> {
    const output: Output<Array> = { ...this.part(length * type.BYTES_PER_ELEMENT), values: new type(new ArrayBuffer(0), 0, 0) };
    const read = (address: number): Array => new type(this.source.memory.memory.buffer, address, length);
    this.outputs.push({ output: output as unknown as Output<Numbers>, read });
    return output;
  }

  /** Calls the kernel with the question's address and `args`; answers what it returns, when every output is filled. */
  async run(entry: string, ...args: (number | Part)[]): Promise<number> {
    const { memory } = this.source;
    let room: ReturnType<TrackMemory["takeRoom"]> | undefined;
    const begin = (): number[] => {
      room = memory.takeRoom(this.bytes);
      const { address } = room;
      this.write(address);
      return [address, ...args.map((arg) => (typeof arg === "number" ? arg : address + arg.offset))];
    };
    try {
      const value = this.source.events < inlineEvents ? runHere(memory, entry, begin()) : await runInThread(memory, entry, begin);
      const address = room?.address ?? 0;
      for (const { output, read } of this.outputs) output.values = read(address + output.offset).slice();
      return value;
    } finally {
      if (room) memory.giveRoom(room);
    }
  }

  private part(bytes: number): Part {
    const offset = this.bytes;
    this.bytes += aligned(bytes);
    return { offset };
  }

  private write(address: number): void {
    const { source, source: { memory: { memory } } } = this;
    for (const { part, values } of this.inputs) new Uint8Array(memory.buffer, address + part.offset, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    for (const { output, read } of this.outputs) read(address + output.offset).fill(0 as never);
    const filter = (name: "slots" | "cells" | "items" | "users"): number => (this.filters[name] ? address + this.filters[name].offset : 0);
    const question = new Uint32Array(memory.buffer, address, words);
    question.set([
      source.starts.byteOffset, source.users, ...columnAt(source.slot), ...columnAt(source.item), ...columnAt(source.cell),
      filter("slots"), filter("cells"), filter("items"), filter("users"),
    ]);
    question[wordOf.picked] = address + aligned(words * 4);
    question[wordOf.list] = address + aligned(words * 4) + aligned(Math.max(pieceEvents, source.longestTrack) * 4);
    question[wordOf.places] = this.places.length;
    for (const [p, { place, part }] of this.places.entries()) {
      const column = source.place[place];
      if (column) question.set([...columnAt(column), address + part.offset], wordOf.firstPlace + 3 * p);
    }
  }
}
