"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetDependentsSchema, type DatasetDependents } from "@/lib/schemas/dataset-version";
import { formatCounted } from "./format-figures";
import { formatBytes } from "@/lib/charts/format-bytes";
import { deleteDataset } from "./use-dataset";

interface DeleteDatasetDialogProps {
  dataset: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
}

/** "3 versions, 2 segmentations and 1 audience": what is lost with the dataset. */
function dependentsWords(dependents: DatasetDependents): string {
  const parts = [
    formatCounted(dependents.versions, "version"),
    ...(dependents.segmentations > 0 ? [formatCounted(dependents.segmentations, "segmentation")] : []),
    ...(dependents.scorings > 0 ? [formatCounted(dependents.scorings, "scoring")] : []),
    ...(dependents.recommenders > 0 ? [formatCounted(dependents.recommenders, "recommender")] : []),
    ...(dependents.audiences > 0 ? [formatCounted(dependents.audiences, "audience")] : []),
    ...(dependents.dashboards > 0 ? [formatCounted(dependents.dashboards, "dashboard")] : []),
  ];
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

export function DeleteDatasetDialog({ dataset, open, onOpenChange, onDeleted }: DeleteDatasetDialogProps) {
  const client = useQueryClient();
  const { data, isError } = useQuery({
    queryKey: ["dataset-dependents", dataset.id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${dataset.id}/dependents`, datasetDependentsSchema, { signal }),
    enabled: open,
    staleTime: 0,
  });

  async function remove() {
    await deleteDataset(dataset.id);
    client.removeQueries({ queryKey: ["dataset", dataset.id] });
    await client.invalidateQueries({ queryKey: ["datasets"] });
    toast.success("The dataset was deleted");
    onDeleted();
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={<>Delete <bdi>{dataset.name}</bdi>?</>}
      description={
        data ? `This deletes ${dependentsWords(data)}, and frees ${formatBytes(data.bytes)}. It can’t be undone.`
          : isError ? "Its versions, segmentations and audiences go with it. It can’t be undone." : "Looking up what goes with it …"
      }
      confirmLabel="Delete dataset"
      onConfirm={remove}
    />
  );
}
