"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { TransferProgress } from "@/lib/preview/transfer-rate";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatDuration } from "@/lib/charts/format-duration";
import type { UploadState } from "./use-upload";

interface UploadProgressCardProps {
  state: Exclude<UploadState, { phase: "idle" }>;
  fileName: string;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
}

const headings = { sending: "Sending the file", interrupted: "Connection lost, trying again", paused: "Paused", failed: "The upload stopped" } as const;

/** Whole seconds under a minute: tenths would only flicker. */
function timeLeft(seconds: number): string {
  return seconds < 59 ? `${Math.max(1, Math.ceil(seconds))} s` : formatDuration(seconds * 1000);
}

function figures({ sentBytes, totalBytes, bytesPerSecond, secondsLeft }: TransferProgress, phase: UploadState["phase"]): string {
  const parts = [`${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`];
  if (phase === "sending" && sentBytes >= totalBytes) parts.push("waiting for the server");
  else if (phase === "sending" && bytesPerSecond > 0) {
    parts.push(`${formatBytes(Math.round(bytesPerSecond))}/s`);
    if (secondsLeft !== undefined) parts.push(`${timeLeft(secondsLeft)} left`);
  }
  return parts.join(" · ");
}

/** How far the file is, how fast it goes, and the ways to stop it. */
export function UploadProgressCard({ state, fileName, onPause, onResume, onCancel }: UploadProgressCardProps) {
  const { progress, phase } = state;
  const stopped = phase === "paused" || phase === "failed";
  return (
    <Card aria-label="Upload" className="mb-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 truncate text-base font-semibold">{headings[phase]}<span className="ml-1.5 text-xs font-normal text-muted">{fileName}</span></h2>
        <div className="flex items-center gap-3">
          <span className="text-xs text-muted tabular">{figures(progress, phase)}</span>
          {stopped ? <Button size="sm" variant="primary" onClick={onResume}>Go on</Button> : <Button size="sm" onClick={onPause}>Pause</Button>}
          <Button size="sm" onClick={onCancel}>Cancel</Button>
        </div>
      </div>
      <Progress className="mt-3" label="Sent" ratio={progress.totalBytes > 0 ? progress.sentBytes / progress.totalBytes : 0} />
      <p aria-live="polite" className="mt-2.5 text-sm text-muted">
        {phase === "failed" ? state.failure.message : null}
        {phase === "interrupted" ? "The server keeps what it has; the rest is sent as soon as it answers." : null}
        {phase === "paused" ? "The server keeps what it has for a day. You can go on at any time." : null}
        {phase === "sending" ? "You can go on from here after a lost connection or a reload; then choose the same file again." : null}
      </p>
    </Card>
  );
}
