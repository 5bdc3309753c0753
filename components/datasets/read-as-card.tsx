"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { Dataset, ReadOptions } from "@/lib/schemas/dataset";
import { kindLabels, timezoneLabel } from "./read-as-choices";
import { ReadAsFields } from "./read-as-fields";
import { useDatasetChanges, versionInProgress } from "./use-dataset";

const readingKeys = ["delimiter", "header", "encoding", "decimal", "timezone"] as const;

function changesOf(before: ReadOptions, chosen: ReadOptions): ReadOptions {
  return Object.fromEntries(readingKeys.filter((key) => chosen[key] !== before[key]).map((key) => [key, chosen[key]]));
}

/** How the file was read. Another kind applies at once; other choices read the file again as a new version. */
export function ReadAsCard({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const [wanted, setWanted] = useState<ReadOptions>({});
  const { reread, patch } = useDatasetChanges(dataset.id);
  const { dialect, kind } = dataset;
  // Only what the user changed here: types and roles are changed elsewhere, and must not look like a change of this.
  const options = { ...dataset.readOptions, ...wanted };
  const changed = Object.keys(wanted).length > 0;
  const next = Math.max(...dataset.versions.map((version) => version.number)) + 1;
  if (!canWrite) {
    return (
      <Card>
        <CardHeader title="Read as" />
        <p className="text-sm text-muted">{kindLabels[kind].label} ({kindLabels[kind].hint}), {dialect?.format.toUpperCase() ?? "CSV"}, times in {timezoneLabel(dialect?.timezone ?? "UTC")}.</p>
      </Card>
    );
  }
  return (
    <Card className="print:hidden">
      <CardHeader title="Read as" />
      <ReadAsFields
        options={options}
        found={dialect ?? {}}
        format={dialect?.format ?? "csv"}
        onChange={(chosen) => setWanted(changesOf(dataset.readOptions, chosen))}
        kind={{ value: kind, onChange: (value) => patch.mutate({ kind: value }) }}
      />
      {changed ? (
        <div className="mt-4 flex flex-col gap-2">
          <p className="text-xs text-muted">The file is read again as version {next}; version {dataset.version} stays.</p>
          <div className="flex gap-2">
            <Button size="sm" variant="primary" loading={reread.isPending} disabled={Boolean(versionInProgress(dataset))} onClick={() => reread.mutate(options)}>Read again</Button>
            <Button size="sm" onClick={() => setWanted({})}>Undo</Button>
          </div>
        </div>
      ) : null}
    </Card>
  );
}
