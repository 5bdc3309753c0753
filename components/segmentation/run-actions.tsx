"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Copy, Download, Ellipsis, Filter, Pencil, Printer, RotateCcw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationCreatedSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import { newSegmentationHref } from "./new-segmentation-href";
import { isUnderWay } from "./run-status-badge";

// Dialogs come with their first opening.
const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });
const RenameDialog = dynamic(() => import("./rename-dialog").then((module) => module.RenameDialog), { ssr: false });

/** What can be done with a run: take it away, use it, change it. */
export function RunActions({ run, canChange }: { run: Segmentation; canChange: boolean }) {
  const router = useRouter();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"rename" | "delete">();
  const path = `/api/v1/segmentations/${run.id}`;
  const done = run.status === "succeeded";

  async function repeat() {
    try {
      const { id } = await fetchJson(`${path}/rerun`, segmentationCreatedSchema, { method: "POST" });
      router.push(`/segmentations/${id}`);
    } catch (error) {
      toast.error(problemText(error).detail);
    }
  }

  return (
    <>
      {done ? <ExportMenu path={path} /> : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild><Button size="icon" aria-label="More actions"><Ellipsis aria-hidden /></Button></DropdownMenuTrigger>
        <DropdownMenuContent>
          {canChange ? <DropdownMenuItem onSelect={() => setDialog("rename")}><Pencil aria-hidden /> Rename</DropdownMenuItem> : null}
          {canChange ? <DropdownMenuItem onSelect={() => router.push(newSegmentationHref(run.datasetId, run))}><RotateCcw aria-hidden /> Run again with changes</DropdownMenuItem> : null}
          {canChange && !isUnderWay(run.status) ? <DropdownMenuItem onSelect={() => void repeat()}><Copy aria-hidden /> Run again as it was</DropdownMenuItem> : null}
          <DropdownMenuItem onSelect={() => window.print()}><Printer aria-hidden /> Print</DropdownMenuItem>
          {canChange ? <DropdownMenuSeparator /> : null}
          {canChange ? <DropdownMenuItem danger onSelect={() => setDialog("delete")}><Trash2 aria-hidden /> Delete run</DropdownMenuItem> : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {done && run.algorithm !== "pca" ? (
        <Button asChild variant="primary"><Link href={`/engagement?segmentation=${run.id}`}><Filter aria-hidden /> Use in Engagement</Link></Button>
      ) : null}
      {dialog === "rename" ? <RenameDialog
        open
        onOpenChange={() => setDialog(undefined)}
        title="Rename this segmentation"
        name={run.name}
        onSave={async ({ name }) => client.setQueryData(["segmentation", run.id], await fetchJson(path, segmentationSchema, { method: "PATCH", body: { name } }))}
      /> : null}
      {dialog === "delete" ? <ConfirmDialog
        open
        onOpenChange={() => setDialog(undefined)}
        title={`Delete “${run.name}”?`}
        description="Its segments with their names and descriptions, the assignment of every row, and audiences made from it go with it. The dataset stays. This can't be undone."
        confirmLabel="Delete run"
        onConfirm={async () => {
          await fetchJson(path, z.undefined(), { method: "DELETE" });
          await client.invalidateQueries({ queryKey: ["segmentations"] });
          toast.success("The run was deleted.");
          router.push("/segmentations");
        }}
      /> : null}
    </>
  );
}

const exports = [
  { level: "rows", label: "Every row with its segment", formats: ["csv", "json", "parquet"] },
  { level: "segments", label: "The segments", formats: ["csv", "json"] },
] as const;

function ExportMenu({ path }: { path: string }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild><Button><Download aria-hidden /> Export</Button></DropdownMenuTrigger>
      <DropdownMenuContent>
        {exports.map(({ level, label, formats }) => (
          <div key={level} role="group" aria-label={label}>
            <DropdownMenuLabel>{label}</DropdownMenuLabel>
            {formats.map((format) => (
              <DropdownMenuItem key={format} asChild>
                <a href={`${path}/export?format=${format}&level=${level}`} download>{format === "parquet" ? "Parquet" : format.toUpperCase()}</a>
              </DropdownMenuItem>
            ))}
          </div>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
