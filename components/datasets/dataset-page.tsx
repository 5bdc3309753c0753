"use client";

import { Activity, Boxes, Download, Ellipsis, FilePlus2, FileSymlink, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { ActionMenu, type MenuEntry } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { Dataset } from "@/lib/schemas/dataset";
import { DatasetFailed } from "./dataset-failed";
import { DatasetOverview } from "./dataset-overview";
import { formatCounted } from "./format-figures";
import { formatBytes } from "@/lib/charts/format-bytes";
import { IngestCard } from "./ingest-card";
import { IngestSkeleton } from "./ingest-skeleton";
import { StaleFeatures } from "./made-from-card";
import { kindLabels } from "./read-as-choices";
import { RenameHeading } from "./rename-heading";
import { useDataset, useDatasetChanges, versionInProgress } from "./use-dataset";

// Each tab's code comes when it is first opened; the dialog's with its opening.
const loading = () => <div role="status" aria-label="Loading"><Skeleton className="h-96 w-full" /></div>;
const DatasetRows = dynamic(() => import("./dataset-rows").then((module) => module.DatasetRows), { loading });
const DatasetRuns = dynamic(() => import("./dataset-runs").then((module) => module.DatasetRuns), { loading });
const DatasetVersions = dynamic(() => import("./dataset-versions").then((module) => module.DatasetVersions), { loading });
const DeleteDatasetDialog = dynamic(() => import("./delete-dataset-dialog").then((module) => module.DeleteDatasetDialog), { ssr: false });

const tabs = ["overview", "rows", "versions", "runs"] as const;
const tabLabels: Record<(typeof tabs)[number], string> = { overview: "Overview", rows: "Rows", versions: "Versions", runs: "Segmentations" };

/** A dataset: what it is made of, its columns and rows, its versions and what was made of it. */
export function DatasetPage({ initial, canWrite }: { initial: Dataset; canWrite: boolean }) {
  const dataset = useDataset(initial);
  const changes = useDatasetChanges(dataset.id);
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("overview"));
  const running = versionInProgress(dataset);
  const ready = dataset.status === "ready";

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Datasets", href: "/datasets" }, { label: dataset.name }]}
        title={<RenameHeading name={dataset.name} canWrite={canWrite} onRename={(name) => changes.patch.mutate({ name })} />}
        subtitle={<DatasetSubtitle dataset={dataset} />}
        actions={<DatasetActions dataset={dataset} canWrite={canWrite} />}
      />
      {running ? <IngestCard version={running} canWrite={canWrite} cancelling={changes.cancel.isPending} onCancel={() => changes.cancel.mutate()} /> : null}
      {ready && dataset.madeFrom ? <StaleFeatures dataset={dataset} madeFrom={dataset.madeFrom} canWrite={canWrite} /> : null}
      {dataset.status === "failed" && !running ? <DatasetFailed dataset={dataset} canWrite={canWrite} /> : null}
      {!ready && running ? <IngestSkeleton /> : null}
      {ready ? (
        <Tabs value={tab} onValueChange={(value) => setTab(value as (typeof tabs)[number], { history: "push" })}>
          <TabsList aria-label="Dataset">
            {tabs.map((value) => (
              <TabsTrigger key={value} value={value}>
                {tabLabels[value]}
                {value === "versions" && dataset.versions.length > 1 ? <span className="ml-1 font-normal text-muted">{dataset.versions.length}</span> : null}
                {value === "runs" && dataset.segmentationCount > 0 ? <span className="ml-1 font-normal text-muted">{dataset.segmentationCount}</span> : null}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="overview"><DatasetOverview dataset={dataset} canWrite={canWrite} /></TabsContent>
          <TabsContent value="rows"><DatasetRows dataset={dataset} /></TabsContent>
          <TabsContent value="versions"><DatasetVersions dataset={dataset} canWrite={canWrite} /></TabsContent>
          <TabsContent value="runs"><DatasetRuns datasetId={dataset.id} canWrite={canWrite} /></TabsContent>
        </Tabs>
      ) : null}
    </>
  );
}

function DatasetSubtitle({ dataset }: { dataset: Dataset }) {
  const { rowCount, columnCount, sourceBytes, owner, version, kind, status } = dataset;
  if (status !== "ready") return dataset.madeFrom ? <>made from {dataset.madeFrom.eventsName} by {owner.name}</> : <>{formatBytes(sourceBytes)} · uploaded by {owner.name}</>;
  return (
    <>
      {formatCounted(rowCount, "row")} · {formatCounted(columnCount, "column")} · {formatBytes(sourceBytes)} · {kindLabels[kind].label.toLowerCase()} ({kindLabels[kind].hint}) · version {version} · {owner.name}
    </>
  );
}

function DatasetActions({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const ready = dataset.status === "ready";
  const { id, name } = dataset;
  const isEvents = dataset.kind === "events";
  const exportOf = (format: string) => ({ icon: Download, href: `/api/v1/datasets/${id}/export?format=${format}`, download: true });
  const entries: MenuEntry[] = [
    ...(ready ? [{ label: "Download rows as CSV", ...exportOf("csv") }, { label: "Download rows as Parquet", ...exportOf("parquet") }] : []),
    ...(ready && canWrite
      ? [
          { kind: "separator" as const },
          { label: "Append a file", icon: FilePlus2, onSelect: () => router.push(`/datasets/new?into=${id}&mode=append`) },
          { label: "Replace the rows", icon: FileSymlink, onSelect: () => router.push(`/datasets/new?into=${id}&mode=replace`) },
          { kind: "separator" as const },
        ]
      : []),
    ...(canWrite ? [{ label: "Delete dataset", icon: Trash2, danger: true, onSelect: () => setDeleting(true) }] : []),
  ];
  return (
    <>
      <ActionMenu button={<Button size="icon" aria-label="More"><Ellipsis aria-hidden /></Button>} entries={entries} />
      {ready && canWrite ? <Button asChild variant={isEvents ? "secondary" : "primary"}><Link href={`/segmentations/new?dataset=${id}`}><Boxes aria-hidden />{isEvents ? "Segment its users" : "Segment this dataset"}</Link></Button> : null}
      {ready && isEvents ? <Button asChild variant="primary"><Link href={`/engagement/${id}`}><Activity aria-hidden />Open engagement</Link></Button> : null}
      {deleting ? <DeleteDatasetDialog dataset={{ id, name }} open onOpenChange={setDeleting} onDeleted={() => router.push("/datasets")} /> : null}
    </>
  );
}
