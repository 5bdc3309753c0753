/** Progress of a transfer, for the screen. */
export interface TransferProgress {
  sentBytes: number;
  totalBytes: number;
  /** 0 until it is known. */
  bytesPerSecond: number;
  /** Absent until the speed is known. */
  secondsLeft?: number;
}

/** Weight halves after this long: steady for the eye, yet follows a change of network in a few breaths. */
const halfLifeMs = 3000;
/** Two reports closer than this are one: the speed between them would be noise. */
const shortestIntervalMs = 200;

/**
 * Smooths the speed of a transfer by an exponentially weighted mean over time.
 * `report(sentBytes, atMs)` takes a monotone clock and answers what to show.
 */
export function createTransferRate(totalBytes: number) {
  let lastMs: number | undefined;
  let lastBytes = 0;
  let speed = 0;
  return {
    report(sentBytes: number, atMs: number): TransferProgress {
      if (lastMs === undefined || sentBytes < lastBytes) {
        lastMs = atMs;
        lastBytes = sentBytes;
      } else if (atMs - lastMs >= shortestIntervalMs) {
        const intervalMs = atMs - lastMs;
        const current = ((sentBytes - lastBytes) / intervalMs) * 1000;
        const keep = speed === 0 ? 0 : 0.5 ** (intervalMs / halfLifeMs);
        speed = keep * speed + (1 - keep) * current;
        lastMs = atMs;
        lastBytes = sentBytes;
      }
      const known = speed > 0 ? { secondsLeft: Math.max(0, (totalBytes - sentBytes) / speed) } : {};
      return { sentBytes, totalBytes, bytesPerSecond: speed, ...known };
    },
    /** Forgets the clock, not the speed: call it when the transfer goes on after a pause. */
    pause() {
      lastMs = undefined;
    },
  };
}
