"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { formatBytes } from "@/lib/charts/format-bytes";
import type { QueuedFile } from "./use-upload-queue";

interface FileQueueCardProps {
  files: QueuedFile[];
  selectedId: string;
  onSelect: (id: string) => void;
  onRemove: (id: string) => void;
}

function StageBadge({ entry }: { entry: QueuedFile }) {
  if (entry.refusal) return <Badge tone="danger">not taken</Badge>;
  if (entry.stage === "sent") return <Badge tone="good">sent</Badge>;
  if (entry.stage === "failed") return <Badge tone="danger">refused</Badge>;
  if (entry.stage === "sending") return <Badge tone="accent">sending</Badge>;
  return <Badge>{entry.preview ? "ready" : "looking into it"}</Badge>;
}

/** The chosen files; one of them is shown below. */
export function FileQueueCard({ files, selectedId, onSelect, onRemove }: FileQueueCardProps) {
  return (
    <Card className="mb-3.5">
      <CardHeader title="Files" definition="each becomes a dataset of its own" />
      <ul className="-mx-2 flex flex-col">
        {files.map((entry) => (
          <li key={entry.id} className={cn("flex items-center gap-2 rounded-control px-2 py-1", entry.id === selectedId && "bg-soft")}>
            <button type="button" onClick={() => onSelect(entry.id)} aria-pressed={entry.id === selectedId} className="flex min-w-0 grow items-center gap-3 py-1 text-left">
              <bdi className="truncate font-semibold">{entry.file.name}</bdi>
              <span className="shrink-0 text-xs text-muted tabular">{formatBytes(entry.file.size)}</span>
            </button>
            <StageBadge entry={entry} />
            {entry.datasetId ? <Link href={`/datasets/${entry.datasetId}`} className="underline underline-offset-2">Open</Link> : null}
            {entry.stage === "sending" || entry.stage === "sent" ? null : (
              <Button variant="ghost" size="icon-sm" aria-label={`Remove ${entry.file.name}`} onClick={() => onRemove(entry.id)}><X aria-hidden /></Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
