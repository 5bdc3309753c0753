"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { RowFilters } from "@/components/datasets/row-filters";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemAlert, QueriesAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type AudienceRequest, audienceSchema } from "@/lib/schemas/audience";
import { datasetPageSchema, datasetSchema, type RowFilter } from "@/lib/schemas/dataset";
import { segmentationPageSchema, segmentationSchema } from "@/lib/schemas/segmentation";
import { AudienceCount } from "./audience-count";
import { SegmentChoice } from "./segment-choice";

/** Builds an audience of a dataset's rows: by segments of a run, by conditions on columns, or by both. */
export function NewAudience() {
  const router = useRouter();
  const [{ dataset: datasetId, run: runId }, setChosen] = useQueryStates({ dataset: parseAsString.withDefault(""), run: parseAsString.withDefault("") });
  const [segments, setSegments] = useState<number[]>([]);
  const [filters, setFilters] = useState<RowFilter[]>([]);
  const [name, setName] = useState("");
  const datasets = useQuery({ queryKey: ["datasets", "for-audience"], queryFn: ({ signal }) => fetchJson("/api/v1/datasets?limit=500", datasetPageSchema, { signal }) });
  const dataset = useQuery({ queryKey: ["dataset", datasetId], queryFn: ({ signal }) => fetchJson(`/api/v1/datasets/${datasetId}`, datasetSchema, { signal }), enabled: datasetId !== "" });
  const runs = useQuery({ queryKey: ["segmentations", "of", datasetId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations?datasetId=${datasetId}&status=succeeded&limit=200`, segmentationPageSchema, { signal }), enabled: datasetId !== "" });
  const run = useQuery({ queryKey: ["segmentation", runId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${runId}`, segmentationSchema, { signal }), enabled: runId !== "" });
  const asked = requestOf({ name: name.trim() || "Untitled", datasetId, runId, segments, filters });
  const save = useMutation({
    mutationFn: (request: AudienceRequest) => fetchJson("/api/v1/audiences", audienceSchema, { method: "POST", body: request }),
    onSuccess: ({ size }) => {
      toast.success(`Audience saved with ${formatCount(size)} rows`);
      router.push("/audiences");
    },
  });
  const choices = runs.data?.items.filter(({ algorithm }) => algorithm !== "pca") ?? [];

  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Audiences", href: "/audiences" }, { label: "New audience" }]} title="New audience" subtitle="Segments of a run, conditions on columns, or both" />
      <form className="flex max-w-4xl flex-col gap-3.5" onSubmit={(event) => { event.preventDefault(); if (asked) save.mutate(asked); }}>
        <QueriesAlert queries={[datasets, dataset, runs, run]} />
        <ProblemAlert error={save.error} />
        <Card>
          <CardHeader title="Rows of which dataset?" definition="and, if you like, of which segmentation" />
          <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
            <Field label="Dataset">
              <Select value={datasetId} onChange={(event) => { setFilters([]); setSegments([]); void setChosen({ dataset: event.target.value || null, run: null }); }}>
                <option value="">Choose a dataset</option>
                {(datasets.data?.items ?? []).filter(({ status }) => status === "ready").map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
              </Select>
            </Field>
            <Field label="Segmentation (optional)">
              <Select value={runId} disabled={choices.length === 0} onChange={(event) => { setSegments([]); void setChosen({ run: event.target.value || null }); }}>
                <option value="">{datasetId && runs.isSuccess && choices.length === 0 ? "None on this dataset yet" : "Any row"}</option>
                {choices.map((each) => <option key={each.id} value={each.id}>{each.name}{each.datasetVersion === dataset.data?.version ? "" : `, version ${each.datasetVersion}`}</option>)}
              </Select>
            </Field>
          </div>
        </Card>
        {runId && run.data ? <SegmentChoice segments={run.data.segments} chosen={segments} onChange={setSegments} /> : null}
        {dataset.data ? (
          <Card>
            <CardHeader title="Which conditions?" definition="every one must hold" />
            <RowFilters columns={dataset.data.columns} filters={filters} onChange={setFilters} />
          </Card>
        ) : null}
        {datasetId ? (
          <Card>
            <CardHeader title="Who is that?" />
            <AudienceCount request={asked} />
            <div className="mt-3 flex flex-wrap items-end gap-2.5">
              <Field label="Name" className="w-80 max-w-full"><Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></Field>
              <Button type="submit" variant="primary" loading={save.isPending} disabled={!asked || !name.trim()}>Save audience</Button>
            </div>
          </Card>
        ) : null}
      </form>
    </>
  );
}

interface Choices {
  name: string;
  datasetId: string;
  runId: string;
  segments: number[];
  filters: RowFilter[];
}

/** The request that the choices make; undefined while they choose nobody in particular. */
function requestOf({ name, datasetId, runId, segments, filters }: Choices): AudienceRequest | undefined {
  if (runId) return segments.length > 0 ? { name, segmentationId: runId, segments, ...(filters.length > 0 && { filter: filters }) } : undefined;
  return datasetId && filters.length > 0 ? { name, datasetId, filter: filters } : undefined;
}
