"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { Recommender } from "@/lib/schemas/recommender";
import { DescribeViewer } from "./describe-viewer";
import type { ViewerDescription } from "./viewer-description";

interface DescribeDialogProps {
  recommender: Recommender;
  description: ViewerDescription;
  onClose: () => void;
  onDone: (description: ViewerDescription) => void;
}

/** Changes the description of a viewer. */
export function DescribeDialog({ recommender, description, onClose, onDone }: DescribeDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Describe the viewer" className="w-[min(44rem,calc(100vw-2rem))]">
        <DescribeViewer recommender={recommender} initial={description} onDone={onDone} />
      </DialogContent>
    </Dialog>
  );
}
