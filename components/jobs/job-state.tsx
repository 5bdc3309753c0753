import { RunStatusBadge } from "@/components/segmentation/run-status-badge";
import { Progress } from "@/components/ui/progress";
import type { Job } from "@/lib/schemas/job";

/** A job's state in a word, with its stage and progress while it runs, or why it failed. */
export function JobState({ job }: { job: Job }) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <RunStatusBadge status={job.status} />
        {job.status === "running" ? <span className="text-xs text-muted">{job.progress.stage}</span> : null}
      </div>
      {job.status === "running" ? <Progress ratio={job.progress.ratio} label={`Progress of ${job.subject}`} /> : null}
      {job.error && job.status === "failed" ? <p className="text-xs break-words text-muted">{job.error.message}</p> : null}
    </div>
  );
}
