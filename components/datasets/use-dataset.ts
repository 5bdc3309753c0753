"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { z } from "zod";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { datasetSchema, type Dataset, type DatasetPatch, type DatasetVersion, type ReadOptions } from "@/lib/schemas/dataset";
import { versionCreatedSchema } from "@/lib/schemas/dataset-version";

const datasetKey = (id: string) => ["dataset", id] as const;
const pollMs = 500;

/** The version that is being read right now, if any. */
export function versionInProgress(dataset: Dataset): DatasetVersion | undefined {
  return dataset.versions.find((version) => version.status === "ingesting");
}

/** A dataset, kept fresh while one of its versions is being read. */
export function useDataset(initial: Dataset): Dataset {
  const { data } = useQuery({
    queryKey: datasetKey(initial.id),
    queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${initial.id}`, datasetSchema, { signal }),
    initialData: initial,
    // The router may have had the page before a file was sent: what came with it is asked for again at once.
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => (state.data && versionInProgress(state.data) ? pollMs : false),
  });
  return data;
}

function sayProblem(error: unknown) {
  const { title, detail, requestId } = problemText(error);
  toast.error(title, { description: requestId ? `${detail} (${requestId})` : detail });
}

/** Everything a user can change about a dataset; each change shows at once and says what went wrong. */
export function useDatasetChanges(id: string) {
  const client = useQueryClient();
  const path = `/api/v1/datasets/${id}`;
  const show = (dataset: Dataset) => client.setQueryData(datasetKey(id), dataset);
  const refresh = () => client.invalidateQueries({ queryKey: datasetKey(id) });
  const onError = (error: unknown) => {
    sayProblem(error);
    void refresh();
  };

  const patch = useMutation({
    mutationFn: (change: DatasetPatch) => fetchJson(path, datasetSchema, { method: "PATCH", body: change }),
    onSuccess: show,
    onError,
  });
  const reread = useMutation({
    mutationFn: (readOptions: ReadOptions) => fetchJson(`${path}/reread`, versionCreatedSchema, { method: "POST", body: { readOptions } }),
    onSuccess: refresh,
    onError,
  });
  const cancel = useMutation({
    mutationFn: () => fetchJson(`${path}/cancel`, datasetSchema, { method: "POST" }),
    onSuccess: show,
    onError,
  });
  const restore = useMutation({
    mutationFn: (versionId: string) => fetchJson(`${path}/versions/${versionId}/restore`, datasetSchema, { method: "POST" }),
    onSuccess: (dataset) => {
      show(dataset);
      void client.invalidateQueries({ queryKey: ["dataset-rows", id] });
      toast.success(`Version ${dataset.version} is the current one`);
    },
    onError,
  });
  const makeAgain = useMutation({
    mutationFn: () => fetchJson(`${path}/make-again`, versionCreatedSchema, { method: "POST" }),
    onSuccess: refresh,
    onError,
  });
  return { patch, reread, cancel, restore, makeAgain };
}

/** Deletes a version that is not the current one. Throws what went wrong, for the dialog. */
export async function deleteVersion(datasetId: string, versionId: string): Promise<void> {
  await fetchJson(`/api/v1/datasets/${datasetId}/versions/${versionId}`, z.undefined(), { method: "DELETE" });
}

/** Deletes the dataset with all that goes with it. Throws what went wrong, for the dialog. */
export async function deleteDataset(datasetId: string): Promise<void> {
  await fetchJson(`/api/v1/datasets/${datasetId}`, z.undefined(), { method: "DELETE" });
}
