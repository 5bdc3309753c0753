"use client";

import { FileSpreadsheet } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { findTableProblem } from "@/lib/preview/preview-file";
import { FirstRowsTable } from "./first-rows-table";
import { formatCount } from "@/lib/charts/format-quantity";
import { PreviewColumnsTable } from "./preview-columns-table";
import { ReadAsFields } from "./read-as-fields";
import { withColumnChoice, type QueuedFile } from "./use-upload-queue";
import { nextStepWords } from "./next-step-words";

interface UploadPreviewProps {
  entry: QueuedFile;
  /** A new version keeps the dataset's name and kind. */
  kindChoice: boolean;
  onChange: (change: Partial<QueuedFile>) => void;
}

/** What is in a chosen file, and how it will be read: guesses that can be changed before it is sent. */
export function UploadPreview({ entry, kindChoice, onChange }: UploadPreviewProps) {
  const { preview, refusal, options } = entry;
  if (refusal) return <Alert tone="danger" title="This file can’t be taken">{refusal}</Alert>;
  if (!preview) return <PreviewSkeleton />;
  const { table } = preview;
  const problem = findTableProblem(preview);
  const kind = entry.kind ?? table?.kind ?? "profiles";
  const columns = table?.columns.map((column) => ({ name: column.name, type: options.types?.[column.name] ?? column.type })) ?? [];
  return (
    <div className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      {problem ? <Alert tone="warning" title="This is not a table yet" className="lg:col-span-2">{problem}</Alert> : null}
      <Card className="flex flex-col">
        <CardHeader title="Columns" definition={table ? `guessed from the first ${formatCount(table.sampledRows)} rows; all guesses can be changed now or later` : undefined} />
        {table ? (
          <PreviewColumnsTable
            table={table}
            options={options}
            onType={(column, type) => onChange({ options: withColumnChoice(options, "types", column, type) })}
            onRole={(column, role) => onChange({ options: withColumnChoice(options, "roles", column, role) })}
          />
        ) : (
          <EmptyState icon={FileSpreadsheet} title={preview.format === "parquet" ? "A Parquet file says its types itself" : "Too large to look into here"}>
            The server reads the columns once the file is there; types and roles can be changed then.
          </EmptyState>
        )}
      </Card>
      <div className="flex min-w-0 flex-col gap-3.5">
        <Card>
          <CardHeader title="Read as" />
          {kindChoice ? (
            <Field label="Name" className="mb-3"><Input value={entry.name} maxLength={200} onChange={(event) => onChange({ name: event.target.value })} /></Field>
          ) : null}
          <ReadAsFields
            options={options}
            found={{ ...preview.csv, header: preview.header }}
            format={preview.format}
            onChange={(changed) => onChange({ options: changed })}
            kind={kindChoice ? { value: kind, onChange: (value) => onChange({ kind: value }) } : undefined}
          />
        </Card>
        <Card>
          <CardHeader title="What you can do next" className="mb-1" />
          <p className="text-sm text-muted">{nextStepWords(kind)}</p>
        </Card>
      </div>
      {table ? (
        <Card className="lg:col-span-2">
          <CardHeader title="First rows" definition="as read in this browser; nothing has been sent" />
          <FirstRowsTable label="First rows" columns={columns} rows={table.rows.slice(0, 8)} />
        </Card>
      ) : null}
    </div>
  );
}

function PreviewSkeleton() {
  return (
    <div role="status" aria-label="Looking into the file" className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
      <Skeleton className="h-72 lg:col-span-2" />
    </div>
  );
}
