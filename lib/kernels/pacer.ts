import { KernelCancelled, type KernelControl } from "./control";

/** Lets a long loop on the calling thread breathe: call `due()` often (cheap), and `await breathe(ratio)` when it says so. */
export interface Pacer {
  /** True when the thread has been held for some 15 ms. */
  due: () => boolean;
  /** Reports progress (never backwards), gives other work its turn, and throws `KernelCancelled` when the caller aborted. */
  breathe: (ratio: number) => Promise<void>;
}

const HOLD_MS = 15;

/** @throws KernelCancelled at once when the signal is already aborted. */
export function createPacer(control: KernelControl | undefined): Pacer {
  if (control?.signal?.aborted) throw new KernelCancelled();
  let last = performance.now();
  let reported = 0;
  return {
    due: () => performance.now() - last >= HOLD_MS,
    breathe: async (ratio) => {
      reported = Math.max(reported, Math.min(1, ratio));
      control?.onProgress?.(reported);
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (control?.signal?.aborted) throw new KernelCancelled();
      last = performance.now();
    },
  };
}
