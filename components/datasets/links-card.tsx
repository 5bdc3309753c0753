"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema, type Dataset, type DatasetKind } from "@/lib/schemas/dataset";
import { useDatasetChanges } from "./use-dataset";

const targets = [
  { link: "items", label: "What the items are", hint: "adds titles and genres to the charts" },
  { link: "profiles", label: "Who the users are", hint: "lets charts be split by what is known of them" },
] as const satisfies { link: DatasetKind; label: string; hint: string }[];

/** Events can be joined with a dataset of items and one of profiles, by their keys. */
export function LinksCard({ dataset }: { dataset: Dataset }) {
  const { patch } = useDatasetChanges(dataset.id);
  const { data, error, refetch } = useQuery({
    queryKey: ["datasets", "link-targets"],
    queryFn: ({ signal }) => fetchJson("/api/v1/datasets?limit=500", datasetPageSchema, { signal }),
  });
  const others = data?.items.filter((other) => other.id !== dataset.id && other.status === "ready") ?? [];
  return (
    <Card className="print:hidden">
      <CardHeader title="Linked datasets" />
      <ProblemAlert error={error} title="The datasets to link with can’t be shown" onRetry={() => void refetch()} className="mb-3" />
      <div className="flex flex-col gap-3">
        {targets.map(({ link, label, hint }) => (
          <Field key={link} label={label} hint={hint}>
            <Select value={dataset.links[link] ?? ""} disabled={!data || patch.isPending} onChange={(event) => patch.mutate({ links: { [link]: event.target.value || null } })}>
              <option value="">None</option>
              {/* A link is not "None" while the names are on their way, or where they could not be read. */}
              {data || !dataset.links[link] ? null : <option value={dataset.links[link]}>…</option>}
              {others.filter((other) => other.kind === link).map((other) => <option key={other.id} value={other.id}>{other.name}</option>)}
            </Select>
          </Field>
        ))}
      </div>
    </Card>
  );
}
