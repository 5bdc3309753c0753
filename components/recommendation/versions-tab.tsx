"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { RelativeTime } from "@/components/datasets/relative-time";
import { isUnderWay, RunStatusBadge } from "@/components/segmentation/run-status-badge";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatDuration } from "@/lib/charts/format-duration";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { recommenderSchema, scheduleSchema, type Recommender, type RecommenderVersion } from "@/lib/schemas/recommender";
import { headlineMeasure, measures } from "./figure-words";
import { recommenderKey, recommenderPath } from "./recommender-paths";
import { VerdictBadge } from "./recommender-table";
import type { RecommenderTabProps } from "./recommender-tabs";
import { algorithmLabels, describeRecommenderParameters, scheduleLabels } from "./recommender-words";

const RetrainDialog = dynamic(() => import("./retrain-dialog").then((module) => module.RetrainDialog), { ssr: false });

/** Every version with what it was trained on and how good it is; which one serves, and when the next one comes. */
export function VersionsTab({ recommender, canChange }: RecommenderTabProps) {
  const client = useQueryClient();
  const [retraining, setRetraining] = useState(false);
  const store = (updated: Recommender) => client.setQueryData(recommenderKey(recommender.id), updated);
  const promote = useMutation({
    mutationFn: (number: number) => fetchJson(recommenderPath(recommender.id, `versions/${number}/promote`), recommenderSchema, { method: "POST" }),
    onSuccess: (updated) => { store(updated); toast.success(`Version ${updated.promoted} serves now`); },
    onError: (error) => toast.error(problemText(error).detail),
  });
  const reschedule = useMutation({
    mutationFn: (schedule: Recommender["schedule"]) => fetchJson(recommenderPath(recommender.id), recommenderSchema, { method: "PATCH", body: { schedule } }),
    onSuccess: (updated) => { store(updated); toast.success(updated.schedule === "none" ? "It is trained again by hand only" : `It is trained again ${scheduleLabels[updated.schedule].toLowerCase()}`); },
    onError: (error) => toast.error(problemText(error).detail),
  });
  return (
    <div className="flex flex-col gap-3.5">
      <Card className="flex flex-wrap items-end justify-between gap-3">
        <Field label="Train again on the newest rows" hint="When there are new rows. A scheduled version serves by itself, unless its lists are clearly worse; others you promote." className="w-96 max-w-full">
          <Select value={recommender.schedule} disabled={!canChange || reschedule.isPending} onChange={(event) => reschedule.mutate(scheduleSchema.parse(event.target.value))}>
            {scheduleSchema.options.map((schedule) => <option key={schedule} value={schedule}>{scheduleLabels[schedule]}</option>)}
          </Select>
        </Field>
        {canChange ? <Button disabled={isUnderWay(recommender.status)} onClick={() => setRetraining(true)}><Plus aria-hidden /> New version with changes</Button> : null}
      </Card>
      <Card className="px-2 py-1">
        <CardHeader title="Versions" definition="newest first" className="mb-1 px-2 pt-3" />
        <Table label="Versions" className="min-w-[62rem]">
          <TableHead>
            <TableRow><TableHeader>Version</TableHeader><TableHeader>Algorithm</TableHeader><TableHeader>Events</TableHeader><TableHeader numeric>Quality</TableHeader><TableHeader>Against “most popular”</TableHeader><TableHeader numeric>Trained in</TableHeader><TableHeader numeric>Size</TableHeader><TableHeader numeric>When</TableHeader><TableHeader><span className="sr-only">Action</span></TableHeader></TableRow>
          </TableHead>
          <TableBody>
            {recommender.versions.map((version) => (
              <VersionRow key={version.number} version={version} promoted={recommender.promoted} busy={promote.isPending && promote.variables === version.number} onPromote={canChange ? () => promote.mutate(version.number) : undefined} />
            ))}
          </TableBody>
        </Table>
      </Card>
      {retraining ? <RetrainDialog recommender={recommender} onClose={() => setRetraining(false)} /> : null}
    </div>
  );
}

function VersionRow({ version, promoted, busy, onPromote }: { version: RecommenderVersion; promoted: number | undefined; busy: boolean; onPromote?: () => void }) {
  const own = version.quality?.models.find(({ isBaseline }) => !isBaseline) ?? version.quality?.models[0];
  const measure = headlineMeasure(own?.figures);
  const figure = measure ? own?.figures[measure] : undefined;
  const words = describeRecommenderParameters(version.parameters);
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <span className="font-medium">v{version.number}</span>{" "}
        {version.promoted ? <Badge tone="accent">serves</Badge> : version.status === "succeeded" ? null : <RunStatusBadge status={version.status} />}
      </TableCell>
      <TableCell className="max-w-64 py-1.5"><span className="block">{algorithmLabels[version.algorithm]}</span>{words ? <span className="block truncate text-xs text-muted" title={words}>{words}</span> : null}</TableCell>
      <TableCell className="whitespace-nowrap text-muted">v{version.datasetVersion}</TableCell>
      <TableCell numeric>{measure && figure ? <>{measures[measure].format(figure.value)} <span className="text-xs text-muted">{measures[measure].label}</span></> : "–"}</TableCell>
      <TableCell>{version.status === "failed" ? <span className="line-clamp-2 text-xs text-muted">{version.error?.message}</span> : <VerdictBadge verdict={version.quality?.verdict} />}</TableCell>
      <TableCell numeric>{version.timingsMs ? formatDuration(version.timingsMs.total ?? Object.values(version.timingsMs).reduce((sum, each) => sum + each, 0)) : "–"}</TableCell>
      <TableCell numeric>{version.modelBytes === undefined ? "–" : formatBytes(version.modelBytes)}</TableCell>
      <TableCell numeric className="text-muted"><RelativeTime at={version.createdAt} /> by {version.startedBy}</TableCell>
      <TableCell className="text-right">
        {onPromote && version.status === "succeeded" && !version.promoted ? <Button size="sm" loading={busy} onClick={onPromote} aria-label={`${version.number < (promoted ?? 0) ? "Roll back to" : "Promote"} version ${version.number}`}>{version.number < (promoted ?? 0) ? "Roll back" : "Promote"}</Button> : null}
      </TableCell>
    </TableRow>
  );
}
