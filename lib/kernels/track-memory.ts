import { aligned, DATA_ADDRESS, MOST_PAGES, PAGE_BYTES } from "./runtime/layout";

/** Rooms for questions come in powers of two from this size on, so that one fits the next question too. */
const leastRoomBytes = 1 << 20;

interface Room {
  address: number;
  bytes: number;
}

let lastNumber = 0;

/**
 * Memory that threads share: the columns of a version's tracks, which never change, and behind them rooms for the tables of
 * the questions that are being answered. At most 4 GB.
 */
export class TrackMemory {
  /** By which threads know it. */
  readonly name = `tracks ${(lastNumber += 1)}`;
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: MOST_PAGES, shared: true });
  /** No longer kept: threads let it go when they have answered with it. */
  isForgotten = false;
  private end = DATA_ADDRESS;
  private readonly free: Room[] = [];

  /** Room for a column, for good. @throws RangeError beyond 4 GB. */
  addColumn(bytes: number): Uint8Array<SharedArrayBuffer> {
    const address = this.append(bytes);
    return new Uint8Array(this.memory.buffer as unknown as SharedArrayBuffer, address, bytes);
  }

  /** Room for one question; give it back. */
  takeRoom(bytes: number): Room {
    const wanted = Math.max(leastRoomBytes, 2 ** Math.ceil(Math.log2(bytes)));
    const at = this.free.findIndex((room) => room.bytes === wanted);
    return (at >= 0 && this.free.splice(at, 1)[0]) || { address: this.append(wanted), bytes: wanted };
  }

  giveRoom(room: Room): void {
    this.free.push(room);
  }

  private append(bytes: number): number {
    const address = this.end;
    const missing = address + bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.end = aligned(address + bytes);
    return address;
  }
}
