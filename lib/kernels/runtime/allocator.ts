import { aligned, DATA_ADDRESS } from "./layout";

/** Hands out addresses of a session's memory, one part after the other. */
export interface Allocator {
  /** The address of the next `bytes` bytes, on a cache line. */
  take: (bytes: number) => number;
  /** Bytes handed out so far, the runtime's first page included: what the session needs. */
  used: () => number;
}

export function createAllocator(): Allocator {
  let next = DATA_ADDRESS;
  return {
    take: (bytes) => {
      const address = next;
      next += aligned(bytes);
      return address;
    },
    used: () => next,
  };
}
