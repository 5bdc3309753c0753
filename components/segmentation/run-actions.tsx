"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Copy, Download, Ellipsis, FileText, Filter, Pencil, Printer, RotateCcw, Share2, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { z } from "zod";
import { ActionMenu, type MenuEntry } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Segmentation, segmentationCreatedSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import { newSegmentationHref } from "./new-segmentation-href";
import { isUnderWay } from "./run-status-badge";

// Dialogs come with their first opening.
const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });
const ShareReportDialog = dynamic(() => import("../workbench/share-report-dialog").then((module) => module.ShareReportDialog), { ssr: false });
const RenameDialog = dynamic(() => import("./rename-dialog").then((module) => module.RenameDialog), { ssr: false });

/** What can be done with a run: take it away, use it, change it. */
export function RunActions({ run, canChange }: { run: Segmentation; canChange: boolean }) {
  const router = useRouter();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"rename" | "delete" | "share">();
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

  const entries: MenuEntry[] = [
    ...(canChange ? [{ label: "Rename", icon: Pencil, onSelect: () => setDialog("rename") }, { label: "Run again with changes", icon: RotateCcw, onSelect: () => router.push(newSegmentationHref(run.datasetId, run)) }] : []),
    ...(canChange && !isUnderWay(run.status) ? [{ label: "Run again as it was", icon: Copy, onSelect: () => void repeat() }] : []),
    { label: "Print this page", icon: Printer, onSelect: () => window.print() },
    ...(canChange ? [{ kind: "separator" as const }, { label: "Delete run", icon: Trash2, danger: true, onSelect: () => setDialog("delete") }] : []),
  ];

  const reportEntries: MenuEntry[] = [
    { label: "Read or print it", icon: FileText, href: `/segmentations/${run.id}/report` },
    { label: "Save it as HTML", icon: Download, href: `${path}/report`, download: true },
    { label: "Share it", icon: Share2, onSelect: () => setDialog("share") },
  ];

  return (
    <>
      {done ? <ExportMenu path={path} /> : null}
      {done ? <ActionMenu button={<Button><FileText aria-hidden /> <ButtonWords>Report</ButtonWords></Button>} entries={reportEntries} /> : null}
      <ActionMenu button={<Button size="icon" aria-label="More actions"><Ellipsis aria-hidden /></Button>} entries={entries} />
      {done && run.algorithm !== "pca" ? (
        <Button asChild variant="primary"><Link href={`/engagement?segmentation=${run.id}`}><Filter aria-hidden /> Use in Engagement</Link></Button>
      ) : null}
      {dialog === "share" ? <ShareReportDialog runId={run.id} canChange={canChange} onOpenChange={() => setDialog(undefined)} /> : null}
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

/** On a phone the icon stands alone, so that the four buttons keep to one line; the words stay the button's name. */
function ButtonWords({ children }: { children: string }) {
  return <span className="max-sm:sr-only">{children}</span>;
}

function ExportMenu({ path }: { path: string }) {
  const entries: MenuEntry[] = exports.map(({ level, label, formats }) => ({
    kind: "group",
    label,
    items: formats.map((format) => ({ label: format === "parquet" ? "Parquet" : format.toUpperCase(), href: `${path}/export?format=${format}&level=${level}`, download: true })),
  }));
  return <ActionMenu button={<Button><Download aria-hidden /> <ButtonWords>Export</ButtonWords></Button>} entries={entries} />;
}
