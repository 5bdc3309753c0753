"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { algorithmNames } from "@/lib/charts/algorithm-words";
import { newSegmentationHref } from "@/components/segmentation/new-segmentation-href";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { exampleLoadedSchema, type Example } from "@/lib/schemas/example";

/** One click loads an example as a dataset and leads to its segmentation, already filled in. */
export function ExamplesGallery({ examples }: { examples: Example[] }) {
  const router = useRouter();
  const client = useQueryClient();
  const load = useMutation({
    mutationFn: (name: string) => fetchJson(`/api/v1/examples/${encodeURIComponent(name)}`, exampleLoadedSchema, { method: "POST" }),
    onSuccess: ({ datasetId, segmentation }) => {
      void client.invalidateQueries({ queryKey: ["home-datasets"] });
      // Events have no features yet: they lead to their dataset, which shows how far reading is and then opens their engagement.
      router.push(segmentation ? newSegmentationHref(datasetId, segmentation) : `/datasets/${datasetId}`);
    },
  });
  const busy = load.isPending || load.isSuccess;
  if (examples.length === 0) return null;
  return (
    <section aria-labelledby="examples" className="mt-7">
      <h2 id="examples" className="mb-2.5 scroll-mt-16 text-base font-semibold">Examples <span className="ml-1 text-xs font-normal text-muted">one click loads the data, ready to segment or to explore</span></h2>
      <ProblemAlert error={load.error} className="mb-3.5" />
      <ul className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {examples.map((example) => (
          <li key={example.name} className="flex flex-col rounded-card border border-line bg-panel p-4">
            <h3 className="text-base font-semibold">{example.title}</h3>
            <p className="mt-1 text-sm text-muted">{example.description}</p>
            <p className="mt-2 text-sm">{example.lesson}</p>
            <div className="mt-auto flex items-center justify-between gap-3 pt-4">
              <span className="flex min-w-0 items-center gap-2 text-xs whitespace-nowrap text-muted tabular"><Badge tone="accent" title={example.method}>{algorithmNames[example.algorithm]}</Badge>{formatCount(example.rows)} × {formatCount(example.columns)}</span>
              <Button size="sm" aria-label={`Load ${example.title}`} loading={busy && load.variables === example.name} disabled={busy} onClick={() => load.mutate(example.name)}>Load</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
