"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { DatasetVersion } from "@/lib/schemas/dataset";
import { formatBytes } from "@/lib/charts/format-bytes";

interface IngestCardProps {
  version: DatasetVersion;
  canWrite: boolean;
  cancelling: boolean;
  onCancel: () => void;
}

const headings = { create: "Reading the file", append: "Appending the file", replace: "Reading the new file", reread: "Reading the file again", live: "Adding events", features: "Making features from events" } as const;

/** The live progress of a version that is being read. */
export function IngestCard({ version, canWrite, cancelling, onCancel }: IngestCardProps) {
  const waiting = version.progress.ratio === 0;
  return (
    <Card aria-label="Progress" className="mb-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 truncate text-base font-semibold">
          {headings[version.origin]}<span className="ml-1.5 text-xs font-normal text-muted">version {version.number}, <bdi>{version.fileName}</bdi></span>
        </h2>
        <div className="flex items-center gap-3">
          <span className="text-xs text-muted tabular">{version.sourceBytes > 0 ? `${formatBytes(version.sourceBytes)} · ` : null}{Math.round(version.progress.ratio * 100)} %</span>
          {canWrite ? <Button size="sm" loading={cancelling} onClick={onCancel}>Cancel</Button> : null}
        </div>
      </div>
      <Progress className="mt-3" label="Read" ratio={waiting ? undefined : version.progress.ratio} />
      <p aria-live="polite" className="mt-2.5 min-h-5 text-sm text-muted">{version.progress.stage || "Waiting for a free worker"}</p>
    </Card>
  );
}
