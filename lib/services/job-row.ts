import type { Progress, RunStatus } from "../schemas/paging";
import type { Verdict } from "./job-control";

/** What every row that is worked on in the background has, whatever else it holds. */
interface JobRowChange {
  status?: RunStatus;
  progressStage?: string;
  progressRatio?: number;
  cancelRequestedAt?: Date;
  finishedAt?: Date;
  errorCode?: string;
  errorMessage?: string;
}

interface JobRowState {
  id: string;
  status: { in: RunStatus[] };
}

/** Changes the row while it is in one of the states; answers whether somebody wants it cancelled, or nothing where no such row is left. */
export type UpdateJobRow = (where: JobRowState, data: JobRowChange) => Promise<{ cancelRequestedAt: Date | null } | undefined>;

const unfinished: RunStatus[] = ["queued", "running"];

/** Progress, failure and cancelling of a row with a status: the same for runs, advice, scorings and whatever else is worked on. */
export function jobRow(update: UpdateJobRow) {
  return {
    /** Writes how far the work is, and learns whether it should go on. */
    async saveProgress(id: string, { stage, ratio }: Progress): Promise<Verdict> {
      const row = await update({ id, status: { in: ["running"] } }, { progressStage: stage, progressRatio: ratio });
      if (!row) return "gone";
      return row.cancelRequestedAt ? "cancel" : "continue";
    },
    /** Writes down why there is no result; a cancelled row is not a failed one. One that has ended stays as it is. */
    async fail(id: string, { code, message }: { code: string; message: string }): Promise<void> {
      const cancelled = code === "job_cancelled";
      await update(
        { id, status: { in: unfinished } },
        { status: cancelled ? "cancelled" : "failed", progressStage: cancelled ? "Cancelled" : "Failed", finishedAt: new Date(), ...(!cancelled && { errorCode: code, errorMessage: message }) },
      );
    },
    /** Cancels at once what waits; what runs is told, and stops within half a second. Answers whether there was anything to cancel. */
    async cancel(id: string): Promise<boolean> {
      const now = new Date();
      const waiting = await update({ id, status: { in: ["queued"] } }, { status: "cancelled", cancelRequestedAt: now, finishedAt: now, progressStage: "Cancelled" });
      return waiting !== undefined || (await update({ id, status: { in: ["running"] } }, { cancelRequestedAt: now })) !== undefined;
    },
  };
}
