/** Addresses in the first page of a session's memory; mirrored in lib/kernels/assembly/shared/threads.ts. */
export const PROGRESS_ADDRESS = 1152;
export const CONTROL_BYTES = 4096;

/** Where a kernel's own data may begin. */
export const DATA_ADDRESS = 65_536;
export const PAGE_BYTES = 65_536;
export const MOST_PAGES = 65_536;

/** The next multiple of 64 (a cache line) at or above `bytes`. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
