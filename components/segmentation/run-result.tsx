"use client";

import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ComponentType } from "react";
import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { OverviewTab } from "./overview-tab";
import { useCutRun } from "./use-cut";

export interface ResultTabProps {
  run: Segmentation;
  canChange: boolean;
  nowMs: number;
}

const place = () => <div role="status" aria-label="Loading"><Skeleton className="h-96 w-full" /></div>;

const tabIds = ["overview", "map", "profile", "trust", "rows", "act", "compare", "method"] as const;

// The page comes with its first view only; the code of another tab is fetched when it is opened.
const tabs = {
  overview: { label: "Overview", content: OverviewTab },
  map: { label: "Map", content: dynamic(() => import("./map-tab").then((module) => module.MapTab), { ssr: false, loading: place }) },
  profile: { label: "Profile", content: dynamic(() => import("./profile-tab").then((module) => module.ProfileTab), { ssr: false, loading: place }) },
  trust: { label: "Trust", content: dynamic(() => import("../workbench/trust-tab").then((module) => module.TrustTab), { ssr: false, loading: place }) },
  rows: { label: "Rows", content: dynamic(() => import("./rows-tab").then((module) => module.RowsTab), { ssr: false, loading: place }) },
  act: { label: "Act", content: dynamic(() => import("../workbench/act-tab").then((module) => module.ActTab), { ssr: false, loading: place }) },
  compare: { label: "Compare", content: dynamic(() => import("../workbench/compare-tab").then((module) => module.CompareTab), { ssr: false, loading: place }) },
  method: { label: "Method", content: dynamic(() => import("./method-tab").then((module) => module.MethodTab), { ssr: false, loading: place }) },
} as const satisfies Record<(typeof tabIds)[number], { label: string; content: ComponentType<ResultTabProps> }>;

const CutBar = dynamic(() => import("./cut-bar").then((module) => module.CutBar), { ssr: false });

/** These rest on what is saved, whatever cut of the tree is looked at. */
const savedTabs: ReadonlySet<string> = new Set(["act", "compare", "method"]);

const segmentTabs: ReadonlySet<string> = new Set(["trust", "act", "compare"]);

/** The result of a finished run, in tabs that the address names. */
export function RunResult(props: ResultTabProps) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabIds).withDefault("overview"));
  const { cut, leave, shown: cutRun, error, loading } = useCutRun(props.run);
  // A PCA has no segments to trust, act on or compare.
  const shown = tabIds.filter((id) => props.run.algorithm !== "pca" || !segmentTabs.has(id));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(tabIds.find((id) => id === next) ?? "overview")}>
      <TabsList aria-label="Views of the result">
        {shown.map((id) => <TabsTrigger key={id} value={id}>{tabs[id].label}</TabsTrigger>)}
      </TabsList>
      {cut === undefined ? null : <CutBar saved={props.run} cut={cut} canChange={props.canChange} follows={!savedTabs.has(tab)} loading={loading} error={error} onLeave={leave} />}
      {props.run.details?.structure?.verdict === "none" ? <Alert tone="warning" title="No structure found" className="mb-3.5">{props.run.details.structure.sentence.replace("No structure found: a", "A")}</Alert> : null}
      {shown.map((id) => {
        const Content = tabs[id].content;
        return <TabsContent key={id} value={id} aria-busy={(loading && !savedTabs.has(id)) || undefined} className="transition-opacity aria-busy:opacity-55"><Content {...props} {...(cut !== undefined && !savedTabs.has(id) && { run: cutRun, canChange: false })} /></TabsContent>;
      })}
    </Tabs>
  );
}
