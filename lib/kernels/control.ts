/** How a caller watches and bounds a running kernel. Nothing here changes a result. */
export interface KernelControl {
  /** Worker threads to use; results are the same bytes on any number. Default: 1. */
  threads?: number;
  /** What the kernel may allocate; it refuses before it starts, never in the middle. Default: no limit. */
  memoryLimitBytes?: number;
  /** Called with the share of the work done, 0 … 1, never decreasing. */
  onProgress?: (ratio: number) => void;
  /** Aborting it makes the kernel throw `KernelCancelled` within 200 ms. */
  signal?: AbortSignal;
}

/** The caller aborted the kernel's signal; nothing of the run is left behind. */
export class KernelCancelled extends Error {
  constructor() {
    super("The computation was cancelled");
    this.name = "KernelCancelled";
  }
}

/** The kernel would need more memory than it may use; thrown before any work is done. */
export class KernelMemoryExceeded extends Error {
  readonly requiredBytes: number;
  readonly limitBytes: number;

  constructor(requiredBytes: number, limitBytes: number) {
    super(`The computation needs ${requiredBytes} bytes and may use ${limitBytes}`);
    this.name = "KernelMemoryExceeded";
    this.requiredBytes = requiredBytes;
    this.limitBytes = limitBytes;
  }
}
