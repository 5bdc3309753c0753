"use client";

import { useQuery } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import dynamic from "next/dynamic";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { isUnderWay } from "@/components/segmentation/run-status-badge";
import { formatCount } from "@/lib/charts/format-quantity";
import { fetchJson } from "@/lib/http/browser-fetch";
import { recommenderSchema, type Recommender, type RecommenderVersion } from "@/lib/schemas/recommender";
import { RecommenderActions } from "./recommender-actions";
import { recommenderKey, recommenderPath } from "./recommender-paths";
import { RecommenderTabs } from "./recommender-tabs";
import { algorithmLabels, scheduleLabels } from "./recommender-words";

const TrainingCard = dynamic(() => import("./training-card").then((module) => module.TrainingCard));
const TrainingFailure = dynamic(() => import("./training-failure").then((module) => module.TrainingFailure));

/** One recommender: live while a version trains, in tabs once one serves. */
export function RecommenderPage({ initial, canChange }: { initial: Recommender; canChange: boolean }) {
  const query = useQuery({
    queryKey: recommenderKey(initial.id),
    queryFn: ({ signal }) => fetchJson(recommenderPath(initial.id), recommenderSchema, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.status) ? 700 : false),
  });
  const recommender = query.data;
  const newest = recommender.versions[0];
  const serving = recommender.versions.find(({ promoted }) => promoted);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Recommenders", href: "/recommenders" }, { label: recommender.name }]}
        title={recommender.name}
        subtitle={<Subtitle recommender={recommender} version={serving ?? newest} />}
        actions={<RecommenderActions recommender={recommender} canChange={canChange} />}
      />
      <div className="flex flex-col gap-3.5">
        <ProblemAlert error={query.error} />
        {newest && isUnderWay(newest.status) ? <TrainingCard recommenderId={recommender.id} version={newest} canCancel={canChange} isFirst={!serving} /> : null}
        {newest && (newest.status === "failed" || newest.status === "cancelled") ? <TrainingFailure recommender={recommender} version={newest} canTrain={canChange} /> : null}
        {serving ? <RecommenderTabs recommender={recommender} serving={serving} canChange={canChange} /> : null}
      </div>
    </>
  );
}

function Subtitle({ recommender, version }: { recommender: Recommender; version: RecommenderVersion | undefined }) {
  const learned = version?.learnedFrom;
  return (
    <>
      {algorithmLabels[recommender.algorithm]}{recommender.promoted === undefined ? "" : ` v${recommender.promoted}`}
      {learned ? ` · ${formatCount(learned.interactions)} ${learned.feedback === "explicit" ? "ratings" : "interactions"} by ${formatCount(learned.users)} users of ${formatCount(learned.items)} items` : ""}
      {" "}of <Link href={`/datasets/${recommender.datasetId}`} className="underline decoration-line-strong underline-offset-2 hover:decoration-ink">{recommender.datasetName}{version ? ` v${version.datasetVersion}` : ""}</Link>
      {recommender.schedule === "none" ? "" : ` · trained again ${scheduleLabels[recommender.schedule].toLowerCase()}`}{version ? ` · seed ${version.seed}` : ""}
    </>
  );
}
