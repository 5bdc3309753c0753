"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { JsonViewer } from "@/components/ui/json-viewer";
import { Skeleton } from "@/components/ui/skeleton";
import { type Fact, methodFacts, qualityFacts, runFacts } from "@/lib/charts/method-facts";
import { fetchJson } from "@/lib/http/browser-fetch";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import { ReproductionCard } from "./reproduction-card";
import type { ResultTabProps } from "./run-result";
import { RunTable } from "./run-table";

/** How the result came about: everything needed to repeat it, the runs before it, the raw answer. */
export function MethodTab({ run, canChange, nowMs }: ResultTabProps) {
  const history = useQuery({
    queryKey: ["segmentations", "of-dataset", run.datasetId],
    queryFn: () => fetchJson(`/api/v1/segmentations?datasetId=${run.datasetId}&limit=50`, segmentationPageSchema),
  });
  return (
    <div className="flex flex-col gap-3.5">
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <Card>
          <CardHeader title="How was it made?" definition="with these, a run again gives the same segments" />
          <Facts entries={[...methodFacts(run), ...runFacts(run)]} />
        </Card>
        <Card>
          <CardHeader title="How good is it?" definition="figures that apply to this method" />
          <Facts entries={qualityFacts(run)} />
        </Card>
      </div>
      <ReproductionCard run={run} canChange={canChange} />
      <Card>
        <CardHeader title="Which runs are there on this dataset?" definition={`${run.datasetName}, newest first`} />
        {history.data ? <RunTable runs={history.data.items} label="Runs on this dataset" oneDataset currentId={run.id} nowMs={nowMs} /> : <Skeleton className="h-24" />}
      </Card>
      <Card className="print:hidden">
        <CardHeader title="Raw result" definition="the answer of the API, as JSON" />
        <JsonViewer value={run} name="Raw result" />
      </Card>
    </div>
  );
}

function Facts({ entries }: { entries: Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-5 gap-y-1.5">
      {entries.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
