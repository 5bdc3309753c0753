"use client";

import Link from "next/link";
import { RelativeTime } from "@/components/datasets/relative-time";
import { isUnderWay, RunStatusBadge } from "@/components/segmentation/run-status-badge";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { RecommenderSummary } from "@/lib/schemas/recommender";
import { headlineMeasure, measures } from "./figure-words";
import { algorithmLabels, scheduleLabels } from "./recommender-words";

export function RecommenderTable({ recommenders }: { recommenders: RecommenderSummary[] }) {
  return (
    <Table label="Recommenders" className="min-w-[60rem]">
      <TableHead>
        <TableRow>
          <TableHeader>Name</TableHeader>
          <TableHeader>Events</TableHeader>
          <TableHeader>Algorithm</TableHeader>
          <TableHeader numeric>Quality</TableHeader>
          <TableHeader>Against “most popular”</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Retrained</TableHeader>
          <TableHeader numeric>Made</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {recommenders.map((recommender) => <RecommenderRow key={recommender.id} recommender={recommender} />)}
      </TableBody>
    </Table>
  );
}

function RecommenderRow({ recommender }: { recommender: RecommenderSummary }) {
  const { id, name, datasetId, datasetName, algorithm, figures, verdict, status, progress, schedule, promoted, versionCount, createdBy, createdAt } = recommender;
  const measure = headlineMeasure(figures);
  const figure = measure ? figures?.[measure] : undefined;
  return (
    <TableRow className="hover:bg-soft">
      <TableCell className="max-w-72 min-w-44"><Link href={`/recommenders/${id}`} className="line-clamp-2 font-medium break-words hover:underline">{name}</Link></TableCell>
      <TableCell className="max-w-48"><Link href={`/datasets/${datasetId}`} className="line-clamp-1 break-all text-muted hover:underline">{datasetName}</Link></TableCell>
      <TableCell className="whitespace-nowrap">{algorithmLabels[algorithm]}{promoted === undefined ? null : <span className="text-muted"> v{promoted}</span>}{versionCount > 1 ? <span className="text-muted"> of {versionCount}</span> : null}</TableCell>
      <TableCell numeric title={measure ? measures[measure].definition : undefined}>{measure && figure ? <>{measures[measure].format(figure.value)} <span className="text-xs text-muted">{measures[measure].label}</span></> : "–"}</TableCell>
      <TableCell className="max-w-72"><VerdictBadge verdict={verdict} /></TableCell>
      <TableCell>
        <RunStatusBadge status={status} />
        {isUnderWay(status) ? <Progress ratio={status === "queued" ? undefined : progress.ratio} label={`${name}: ${progress.stage}`} className="mt-1 w-24" /> : null}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted">{scheduleLabels[schedule]}</TableCell>
      <TableCell numeric className="text-muted"><RelativeTime at={createdAt} /> by {createdBy}</TableCell>
    </TableRow>
  );
}

/** Whether a model beats “most popular”, in a word; the sentence on hover. */
export function VerdictBadge({ verdict }: { verdict: RecommenderSummary["verdict"] }) {
  if (!verdict) return <span className="text-muted">–</span>;
  const { beatsPopular, sentence } = verdict;
  if (beatsPopular === null) return <Badge title={sentence}>not ranked</Badge>;
  return beatsPopular ? <Badge tone="good" title={sentence}>beats it</Badge> : <Badge tone="warning" title={sentence}>does not beat it</Badge>;
}
