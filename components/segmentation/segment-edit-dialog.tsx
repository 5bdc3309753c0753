"use client";

import { toast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Segment, segmentDetailSchema } from "@/lib/schemas/segmentation";
import { RenameDialog } from "./rename-dialog";

interface SegmentEditDialogProps {
  segment: Pick<Segment, "id" | "name" | "description" | "automaticName" | "automaticDescription">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
}

/** Name and description of a segment, with the way back to the automatic ones. */
export function SegmentEditDialog({ segment, open, onOpenChange, onSaved }: SegmentEditDialogProps) {
  const path = `/api/v1/segments/${segment.id}`;
  const changed = segment.name !== segment.automaticName || segment.description !== segment.automaticDescription;
  return (
    <RenameDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rename or describe this segment"
      name={segment.name}
      description={segment.description}
      onSave={async (change) => {
        await fetchJson(path, segmentDetailSchema, { method: "PATCH", body: change });
        onSaved();
        toast.success("Saved.");
      }}
      onRestore={
        changed
          ? async () => {
              await fetchJson(`${path}/restore`, segmentDetailSchema, { method: "POST" });
              onSaved();
              toast.success("The automatic name and description are back.");
            }
          : undefined
      }
    />
  );
}
