"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { CodeBlock } from "@/components/api-docs/code-block";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Slider } from "@/components/ui/slider";
import { formatCount } from "@/lib/charts/format-quantity";
import { queryOf, recommenderPath } from "./recommender-paths";
import type { RecommenderTabProps } from "./recommender-tabs";

const formats = ["csv", "json", "parquet"] as const;
const formatLabels = { csv: "CSV", json: "JSON", parquet: "Parquet" } as const;

/** The lists as files, streamed while they are made, and the addresses to ask for them from another program. */
export function TakeAwayTab({ recommender, serving }: RecommenderTabProps) {
  const [k, setK] = useState(10);
  const [format, setFormat] = useState<(typeof formats)[number]>("csv");
  const learned = serving.learnedFrom;
  const parts = [
    { what: "users", title: "Top titles of every user", words: `${learned ? formatCount(learned.users) : "All"} users × ${k}: user, place, item, title and score; what a user has is left out.` },
    ...(serving.segmentationId ? [{ what: "segments", title: "Titles of every segment", words: `The ${k} titles with the largest lift in each segment, with shares and intervals.` }] : []),
    { what: "similar", title: "Similar titles", words: `For each of ${learned ? formatCount(learned.items) : "the"} items the ${k} most like it.` },
  ];
  return (
    <div className="flex flex-col gap-3.5">
      <Card className="flex flex-wrap items-end gap-x-8 gap-y-3">
        <Field label="Titles in each list" aside={String(k)} className="w-64"><Slider label="Titles in each list" value={k} min={1} max={100} step={1} onValueChange={setK} /></Field>
        <div className="flex flex-col gap-1"><span className="text-xs text-muted">Format</span><SegmentedControl label="Format" value={format} onValueChange={setFormat} options={formats.map((value) => ({ value, label: formatLabels[value] }))} className="[&_button]:px-4" /></div>
      </Card>
      <div className={`grid grid-cols-1 gap-3.5 md:grid-cols-2 ${parts.length > 2 ? "xl:grid-cols-3" : ""}`}>
        {parts.map(({ what, title, words }) => (
          <Card key={what} className="flex flex-col gap-3">
            <CardHeader title={title} className="mb-0" />
            <p className="grow text-sm text-muted">{words}</p>
            <Button asChild className="self-start"><a href={`${recommenderPath(recommender.id, "export")}${queryOf({ what, format, k })}`} download aria-label={`${title}: ${formatLabels[format]}`}><Download aria-hidden /> {formatLabels[format]}</a></Button>
          </Card>
        ))}
      </div>
      <Card>
        <CardHeader title="From another program" definition="with a token from Account; every call is described under API" />
        <CodeBlock label="Calls" code={calls(recommender.id, recommender.datasetId)} />
      </Card>
    </div>
  );
}

function calls(id: string, datasetId: string): string {
  return [
    "# What one user should see, and why",
    `GET ${recommenderPath(id, "recommendations")}?user=USER&k=10&explain=1`,
    "",
    "# Somebody who is only described: nothing is stored, nothing is trained",
    `POST ${recommenderPath(id, "fold-in")}   {"likes": ["ITEM"], "k": 10}`,
    "",
    "# Something that just happened; counted in recommendations at once",
    `POST /api/v1/datasets/${datasetId}/events   {"user": "USER", "item": "ITEM", "type": "rating", "value": 5}`,
  ].join("\n");
}
