import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { newSegmentationHref } from "./new-segmentation-href";

/** A run without result: what happened and what to do. */
export function RunFailure({ run, canRun }: { run: Segmentation; canRun: boolean }) {
  const cancelled = run.status === "cancelled";
  return (
    <Alert
      tone={cancelled ? "warning" : "danger"}
      title={cancelled ? "This run was cancelled" : "This run failed"}
      reference={cancelled ? undefined : run.id}
      action={canRun ? <Button asChild size="sm"><Link href={newSegmentationHref(run.datasetId, run)}><RotateCcw aria-hidden /> Run again with changes</Link></Button> : undefined}
    >
      {cancelled ? "It was stopped before it had a result; nothing was stored. Your choices are kept: run it again, or change them first." : (run.error?.message ?? "It ended without a result. Run it again; if it fails again, tell your administrator the reference.")}
    </Alert>
  );
}
