"use client";

import dynamic from "next/dynamic";
import { parseAsJson, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { descriptionSchema } from "./viewer-description";
import type { RecommenderTabProps } from "./recommender-tabs";
import { RowsSkeleton } from "./viewer-rows-view";
import { WhoIsWatching } from "./who-is-watching";

const loading = () => <RowsSkeleton />;
// Each way of looking brings its own code.
const DescribeViewer = dynamic(() => import("./describe-viewer").then((module) => module.DescribeViewer));
const DescribedView = dynamic(() => import("./described-view").then((module) => module.DescribedView), { loading });
const UserView = dynamic(() => import("./user-view").then((module) => module.UserView), { loading });

/** The recommender as one person sees it: somebody known, or somebody who is only described. */
export function ViewerTab({ recommender, canChange }: RecommenderTabProps) {
  const [{ user, viewer }, setViewer] = useQueryStates({ user: { parse: String, serialize: String }, viewer: parseAsJson((value) => descriptionSchema.parse(value)) }, { history: "push" });
  const [mode, setMode] = useQueryState("new", parseAsStringLiteral(["describe"]));
  const leave = () => void setViewer({ user: null, viewer: null });

  if (user !== null) return <UserView key={user} recommender={recommender} user={user} canChange={canChange} onLeave={leave} />;
  if (viewer !== null) return <DescribedView recommender={recommender} description={viewer} canChange={canChange} onChange={(next) => void setViewer({ viewer: next, user: null })} onUser={(next) => void setViewer({ user: next, viewer: null })} onLeave={leave} />;
  if (mode === "describe") {
    return (
      <Card>
        <CardHeader title="Describe a new viewer" definition="nothing is stored and nothing is trained" actions={<Button size="sm" variant="ghost" onClick={() => void setMode(null)}>Back</Button>} />
        <DescribeViewer recommender={recommender} initial={undefined} onDone={(next) => { void setMode(null); void setViewer({ viewer: next, user: null }); }} />
      </Card>
    );
  }
  return <WhoIsWatching recommender={recommender} onUser={(next) => void setViewer({ user: next, viewer: null })} onDescribe={() => void setMode("describe")} />;
}
