"use client";

import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ComponentType } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { Recommender, RecommenderVersion } from "@/lib/schemas/recommender";

export interface RecommenderTabProps {
  recommender: Recommender;
  /** The promoted version. */
  serving: RecommenderVersion;
  canChange: boolean;
}

const loading = () => <div role="status" aria-label="Loading"><Skeleton className="h-96 w-full" /></div>;

const tabIds = ["judge", "viewer", "search", "playlist", "segments", "take-away", "versions"] as const;

// Each tab's code is loaded when it is first opened.
const tabs = {
  judge: { label: "Judge", content: dynamic(() => import("./judge-tab").then((module) => module.JudgeTab), { loading }) },
  viewer: { label: "Viewer", content: dynamic(() => import("./viewer-tab").then((module) => module.ViewerTab), { loading }) },
  search: { label: "Search", content: dynamic(() => import("./search-tab").then((module) => module.SearchTab), { loading }) },
  playlist: { label: "Playlists", content: dynamic(() => import("./playlist-tab").then((module) => module.PlaylistTab), { loading }) },
  segments: { label: "Segments", content: dynamic(() => import("./segments-tab").then((module) => module.SegmentsTab), { loading }) },
  "take-away": { label: "Take away", content: dynamic(() => import("./take-away-tab").then((module) => module.TakeAwayTab), { loading }) },
  versions: { label: "Versions", content: dynamic(() => import("./versions-tab").then((module) => module.VersionsTab), { loading }) },
} as const satisfies Record<(typeof tabIds)[number], { label: string; content: ComponentType<RecommenderTabProps> }>;

/** Everything about a recommender that serves, in tabs that the address names. */
export function RecommenderTabs(props: RecommenderTabProps) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabIds).withDefault("judge"));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(tabIds.find((id) => id === next) ?? "judge", { history: "push" })}>
      <TabsList aria-label="Views of the recommender">
        {tabIds.map((id) => (
          <TabsTrigger key={id} value={id}>
            {tabs[id].label}
            {id === "versions" && props.recommender.versionCount > 1 ? <span className="ml-1 font-normal text-muted">{props.recommender.versionCount}</span> : null}
          </TabsTrigger>
        ))}
      </TabsList>
      {tabIds.map((id) => {
        const Content = tabs[id].content;
        return <TabsContent key={id} value={id}><Content {...props} /></TabsContent>;
      })}
    </Tabs>
  );
}
