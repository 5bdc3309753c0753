"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { formatInstant } from "@/lib/charts/format-time";
import { fetchJson } from "@/lib/http/browser-fetch";
import { comparisonSchema } from "@/lib/schemas/comparison";
import { type Segmentation, segmentationPageSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import { ComparisonView } from "./comparison-view";

/** The run beside another one of the same dataset: how far they agree, and who moved where. */
export function CompareTab({ run }: { run: Segmentation }) {
  const [otherId, setOtherId] = useQueryState("with", { defaultValue: "" });
  const runs = useQuery({
    queryKey: ["segmentations", "of", run.datasetId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations?datasetId=${run.datasetId}&status=succeeded&limit=200`, segmentationPageSchema, { signal }),
  });
  const others = runs.data?.items.filter(({ id, algorithm }) => id !== run.id && algorithm !== "pca") ?? [];
  const other = useQuery({ queryKey: ["segmentation", otherId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${otherId}`, segmentationSchema, { signal }), enabled: otherId !== "" });
  const comparison = useQuery({ queryKey: ["comparison", run.id, otherId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/compare/${otherId}`, comparisonSchema, { signal }), enabled: otherId !== "", retry: false });
  return (
    <div className="flex flex-col gap-3.5">
      <Card>
        <CardHeader title="Compare with which run?" definition="runs of the same dataset, also of its other versions" />
        {runs.isSuccess && others.length === 0 ? <p className="text-sm text-muted">There is no other run with segments on this dataset yet. Run it again with another k or method, then compare here.</p> : (
          <Field label="Other run" className="w-96 max-w-full">
            <Select value={otherId} onChange={(event) => void setOtherId(event.target.value)}>
              <option value="">Choose a run</option>
              {others.map(({ id, name, createdAt, datasetVersion }) => <option key={id} value={id}>{name}{datasetVersion === run.datasetVersion ? "" : `, version ${datasetVersion} of the data`}, {formatInstant(createdAt)}</option>)}
            </Select>
          </Field>
        )}
      </Card>
      <QueriesAlert queries={[comparison, other, runs]} />
      {otherId && !comparison.error && !other.error && !(comparison.data && other.data) ? <Skeleton className="h-64 w-full" /> : null}
      {comparison.data && other.data ? <ComparisonView key={otherId} run={run} other={other.data} comparison={comparison.data} /> : null}
    </div>
  );
}
