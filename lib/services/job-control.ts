import { AppError } from "../errors";
import type { Progress } from "../schemas/paging";

/** What a running job may do: watch for the end, and say how far it is. */
export interface JobControl {
  signal: AbortSignal;
  /** Cheap: call it as often as you like, it is written at most four times a second. */
  report: (stage: string, ratio: number) => void;
}

/** Written progress meets the row's present state: go on, the user cancelled, or the row is no longer this job's. */
export type Verdict = "continue" | "cancel" | "gone";

/** The work has to stop without a trace: its row is gone or finished elsewhere, or this worker is shutting down. */
export class JobInterrupted extends Error {
  constructor(readonly reason: "gone" | "released") {
    super(`The job was interrupted: ${reason}`);
    this.name = "JobInterrupted";
  }
}

const writeEveryMs = 250;

/**
 * Runs `work`, writes its progress through `save` at most four times a second, and aborts its signal within about
 * 250 ms when the user cancels or the row vanishes.
 *
 * @throws AppError `job_cancelled` after a cancel; JobInterrupted when the row vanished or `outer` was aborted.
 */
export async function withJobControl<Result>(
  outer: AbortSignal,
  save: (progress: Progress) => Promise<Verdict>,
  work: (control: JobControl) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  let progress: Progress = { stage: "Starting", ratio: 0 };
  let verdict: Verdict = "continue";
  let writing: Promise<void> | undefined;
  const write = async () => {
    try {
      verdict = await save(progress);
      if (verdict !== "continue") abort.abort();
    } catch {
      // The database may be away for a moment; the end of the work will tell.
    }
  };
  const tick = () => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
  };
  const stop = () => abort.abort();
  outer.addEventListener("abort", stop, { once: true });
  if (outer.aborted) stop();
  tick();
  const timer = setInterval(tick, writeEveryMs);
  try {
    return await work({
      signal: abort.signal,
      report: (stage, ratio) => {
        progress = { stage, ratio: Math.min(1, Math.max(0, ratio)) };
      },
    });
  } catch (error) {
    throw interruption(verdict, outer) ?? error;
  } finally {
    clearInterval(timer);
    outer.removeEventListener("abort", stop);
    await writing;
  }
}

function interruption(verdict: Verdict, outer: AbortSignal): Error | undefined {
  if (verdict === "cancel") return new AppError("job_cancelled", "This was cancelled before it finished.");
  if (verdict === "gone") return new JobInterrupted("gone");
  if (outer.aborted) return new JobInterrupted("released");
  return undefined;
}
