"use client";

import { parseAsInteger, useQueryState } from "nuqs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { compareModels } from "@/lib/charts/prepare-recommender-models";
import { BadlyServedCard } from "./badly-served-card";
import { DataCurveCard, PassCurveCard } from "./learning-curve-card";
import { ModelsCard } from "./models-card";
import { ModelsTable } from "./models-table";
import { algorithmLabels } from "./recommender-words";
import type { RecommenderTabProps } from "./recommender-tabs";
import { ServedGroupsCard } from "./served-groups-card";
import { VerdictCard } from "./verdict-card";

/** How good a version is: the verdict, every figure beside the baselines and other versions, and who is served badly. */
export function JudgeTab({ recommender, serving }: RecommenderTabProps) {
  const [chosen, setChosen] = useQueryState("version", parseAsInteger);
  const judged = recommender.versions.filter(({ quality }) => quality);
  const version = judged.find(({ number }) => number === chosen) ?? judged.find(({ number }) => number === serving.number) ?? judged[0];
  if (!version?.quality) {
    return <Card><EmptyState title="This version was not judged">There were too few events to hold some out. The Viewer shows what it recommends all the same.</EmptyState></Card>;
  }
  const { quality } = version;
  const models = compareModels(version, judged, ({ algorithm }) => algorithmLabels[algorithm]);
  return (
    <div className="flex flex-col gap-3.5">
      {judged.length > 1 ? (
        <Field label="Version" className="w-72">
          <Select value={version.number} onChange={(event) => void setChosen(Number(event.target.value))}>
            {judged.map(({ number, algorithm, promoted }) => <option key={number} value={number}>v{number} {algorithmLabels[algorithm]}{promoted ? " (serves)" : ""}</option>)}
          </Select>
        </Field>
      ) : null}
      <VerdictCard quality={quality} />
      {/* Columns of text, not a grid: how tall each card is depends on the data, and columns leave no holes. */}
      <div className="gap-3.5 xl:columns-2 [&>*:not(:last-child)]:mb-3.5 [&>*]:break-inside-avoid">
        <ModelsCard models={models} quality={quality} source={recommender.name} />
        <ServedGroupsCard quality={quality} isKept={version.promoted || version === recommender.versions[0]} source={recommender.name} />
        {quality.learningCurve && quality.learningCurve.points.length > 1 ? <PassCurveCard curve={quality.learningCurve} source={recommender.name} /> : null}
        {quality.dataCurve ? <DataCurveCard curve={quality.dataCurve} source={recommender.name} /> : null}
        {quality.badlyServedUsers.length > 0 ? <BadlyServedCard users={quality.badlyServedUsers} k={quality.k} source={recommender.name} /> : null}
      </div>
      <ModelsTable models={models} k={quality.k} source={recommender.name} />
    </div>
  );
}
