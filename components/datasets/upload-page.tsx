"use client";

import { useRouter } from "next/navigation";
import { Check } from "lucide-react";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { findTableProblem } from "@/lib/preview/preview-file";
import { DropZone } from "./drop-zone";
import { FileKinds } from "./file-kinds";
import { FileQueueCard } from "./file-queue-card";
import { formatBytes } from "@/lib/charts/format-bytes";
import { formatCount } from "@/lib/charts/format-quantity";
import { InterruptedUploads } from "./interrupted-uploads";
import { kindLabels, delimiterLabels, encodingLabels } from "./read-as-choices";
import type { UploadTarget } from "./resumable-upload";
import { UploadPreview } from "./upload-preview";
import { UploadProgressCard } from "./upload-progress-card";
import { useUpload } from "./use-upload";
import { useUploadQueue, type QueuedFile } from "./use-upload-queue";

interface UploadPageProps {
  maximumBytes: number;
  /** Set when the file becomes a new version of an existing dataset. */
  into?: { datasetId: string; name: string; mode: "append" | "replace" };
}

function describeFile(entry: QueuedFile): string {
  const { preview, file, options } = entry;
  const parts = [formatBytes(file.size)];
  if (preview?.csv) {
    const delimiter = options.delimiter ?? preview.csv.delimiter;
    parts.push(`${delimiterLabels[delimiter].toLowerCase()}, ${preview.csv.header ? "header" : "no header"}, ${encodingLabels[preview.csv.encoding]}`);
  } else if (preview) parts.push(preview.format === "xlsx" ? preview.sheet ? `Excel workbook, sheet “${preview.sheet}”` : "Excel workbook" : "Parquet");
  return parts.join(" · ");
}

function countWords(entry: QueuedFile): string {
  const rows = entry.preview?.rows;
  if (!rows) return "this file";
  const count = rows.exact ? rows.count : Number(rows.count.toPrecision(4));
  return `${rows.exact ? "" : "about "}${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
}

function targetOf(entry: QueuedFile, into: UploadPageProps["into"], repeat: boolean): UploadTarget {
  const { name, options, kind } = entry;
  if (into) return { options, into: { datasetId: into.datasetId, mode: into.mode }, repeat };
  return { name, options, ...(kind && { kind }) };
}

/** Choose files, see what is in them before anything is sent, then send them; one file leads on to its dataset. */
export function UploadPage({ maximumBytes, into }: UploadPageProps) {
  const router = useRouter();
  const queue = useUploadQueue(maximumBytes);
  const upload = useUpload();
  const { selected, files } = queue;
  const sendable = files.filter((entry) => entry.preview && !entry.refusal && !findTableProblem(entry.preview) && entry.stage !== "sent");
  const sending = files.find((entry) => entry.stage === "sending");

  async function send(entries: QueuedFile[], repeat = false) {
    for (const entry of entries) {
      queue.select(entry.id);
      queue.update(entry.id, { stage: "sending", failure: undefined });
      const end = await upload.start(entry.file, targetOf(entry, into, repeat));
      if (end.end === "cancelled") return queue.update(entry.id, { stage: "waiting" });
      if (end.end === "refused") queue.update(entry.id, { stage: "failed", failure: end.failure });
      else {
        const datasetId = into?.datasetId ?? end.uploadId;
        queue.update(entry.id, { stage: "sent", datasetId });
        if (files.length === 1) router.push(`/datasets/${datasetId}`);
      }
    }
  }

  const title = into ? `${into.mode === "append" ? "Append to" : "Replace"} ${into.name}` : "Upload";
  const crumbs = [{ label: "Datasets", href: "/datasets" }, ...(into ? [{ label: into.name, href: `/datasets/${into.datasetId}` }] : []), { label: into ? (into.mode === "append" ? "Append" : "Replace") : "Upload" }];
  if (!selected) {
    return (
      <>
        <PageHeader breadcrumbs={crumbs} title={into ? title : "Upload data"} subtitle={<Explanation into={into} />} />
        <InterruptedUploads />
        <DropZone onFiles={queue.add} multiple={!into} hint={`CSV, TSV, both also as .gz, XLSX or Parquet, up to ${formatBytes(maximumBytes)}. You see the first rows before anything is sent.`} />
        {into ? null : <FileKinds />}
      </>
    );
  }
  const verb = into?.mode === "append" ? "Append" : into ? "Replace with" : "Add";
  const label = sendable.length > 1 ? `${verb} ${sendable.length} files` : `${verb} ${countWords(sendable[0] ?? selected)}`;
  return (
    <>
      <PageHeader
        breadcrumbs={crumbs}
        title={<bdi>{selected.file.name}</bdi>}
        subtitle={<><span>{describeFile(selected)}</span><LooksLike entry={selected} /></>}
        actions={
          <>
            <Button disabled={Boolean(sending)} onClick={() => queue.remove(selected.id)}>Discard</Button>
            <Button variant="primary" disabled={sendable.length === 0 || Boolean(sending)} loading={Boolean(sending)} onClick={() => send(sendable)}>
              {sending ? null : <Check aria-hidden />}{label}
            </Button>
          </>
        }
      />
      {upload.state.phase !== "idle" && sending ? (
        <UploadProgressCard state={upload.state} fileName={sending.file.name} onPause={upload.pause} onResume={upload.resume} onCancel={upload.cancel} />
      ) : null}
      {selected.failure ? (
        <Alert tone="danger" title="The server did not take this file" reference={selected.failure.reference} className="mb-3.5"
          action={into?.mode === "append" && selected.failure.status === 409 ? <Button size="sm" onClick={() => send([selected], true)}>Append it again</Button> : undefined}>
          {selected.failure.message}
        </Alert>
      ) : null}
      {files.length > 1 ? <FileQueueCard files={files} selectedId={selected.id} onSelect={queue.select} onRemove={queue.remove} /> : null}
      <fieldset disabled={selected.stage === "sending" || selected.stage === "sent"} className="contents">
        <legend className="sr-only">How the file is read</legend>
        <UploadPreview entry={selected} kindChoice={!into} onChange={(change) => queue.update(selected.id, change)} />
      </fieldset>
      {into || sending ? null : <div className="mt-3.5"><DropZone compact onFiles={queue.add} title="Add more files" hint="each becomes a dataset of its own" /></div>}
    </>
  );
}

function Explanation({ into }: Pick<UploadPageProps, "into">) {
  if (!into) return <>A file becomes a dataset: its rows are typed, profiled and ready to segment.</>;
  return into.mode === "append"
    ? <>The rows are added below the present ones as a new version; the columns must be the same.</>
    : <>The file becomes a new version and takes the place of the present rows; earlier versions stay until you delete them.</>;
}

function LooksLike({ entry }: { entry: QueuedFile }) {
  const kind = entry.kind ?? entry.preview?.table?.kind;
  if (!kind) return null;
  return <> · looks like <strong className="font-semibold text-ink">{kindLabels[kind].label.toLowerCase()}</strong> ({kindLabels[kind].hint})</>;
}
