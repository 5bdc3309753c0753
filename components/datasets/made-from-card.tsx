"use client";

import { RefreshCw } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import type { Dataset } from "@/lib/schemas/dataset";
import { featureWords } from "@/lib/schemas/event-feature-words";
import type { FeaturesOrigin } from "@/lib/schemas/event-features";
import { useDatasetChanges, versionInProgress } from "./use-dataset";

interface MadeFromCardProps {
  dataset: Dataset;
  madeFrom: FeaturesOrigin;
  canWrite: boolean;
}

/** Which events the features were made from and how, whether that is still so, and how to make them again. */
export function MadeFromCard({ dataset, madeFrom, canWrite }: MadeFromCardProps) {
  const { patch, makeAgain } = useDatasetChanges(dataset.id);
  const { events, eventsName, madeFromVersion, recipe, follows } = madeFrom;
  const { purchases } = recipe;
  const rows: [string, React.ReactNode][] = [
    ["Events", <>{events ? <Link className="underline underline-offset-2" href={`/datasets/${events.id}`}>{events.name}</Link> : `${eventsName} (deleted)`}{madeFromVersion === undefined ? null : `, version ${madeFromVersion}`}</>],
    ["Features", recipe.features.map((feature) => featureWords[feature].label).join(", ")],
    ...(recipe.categories.length > 0 ? [["Categories", recipe.categories.join(", ")] satisfies [string, string]] : []),
    ["Time zone", recipe.timezone],
    ["Session ends after", `${recipe.sessionGapMinutes} minutes`],
    ["As of", recipe.asOf ?? "the data’s last day"],
    ...(purchases?.amountColumn ? [["Amount", purchases.quantityColumn ? `${purchases.amountColumn} × ${purchases.quantityColumn}` : purchases.amountColumn] satisfies [string, string]] : []),
    ...(purchases?.basketColumn ? [["Orders", `by ${purchases.basketColumn}`] satisfies [string, string]] : []),
    ...(purchases?.positiveOnly ? [["Left out", `lines whose ${purchases.quantityColumn ? "quantity" : "amount"} is not above 0`] satisfies [string, string]] : []),
  ];
  return (
    <Card>
      <CardHeader title="Made from events" />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-xs leading-5 text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {canWrite && events ? (
        <div className="mt-3 flex flex-col gap-3 print:hidden">
          <label className="flex items-start gap-2.5 text-sm">
            <Checkbox className="mt-0.5" checked={follows} disabled={patch.isPending} onChange={(event) => patch.mutate({ followsEvents: event.target.checked })} />
            <span className="min-w-0">Make them again by themselves when the events get a new version</span>
          </label>
          <Button size="sm" className="self-start" loading={makeAgain.isPending} disabled={versionInProgress(dataset) !== undefined} onClick={() => makeAgain.mutate()}>{makeAgain.isPending ? null : <RefreshCw aria-hidden />} Make again</Button>
        </div>
      ) : null}
    </Card>
  );
}

/** Says above the page that the events have moved on, or that the newest attempt to follow them came to nothing. */
export function StaleFeatures({ dataset, madeFrom, canWrite }: MadeFromCardProps) {
  const { makeAgain } = useDatasetChanges(dataset.id);
  if (versionInProgress(dataset) || (!madeFrom.isStale && madeFrom.problem === undefined)) return null;
  const { events, madeFromVersion, problem } = madeFrom;
  const isBehind = madeFrom.isStale && events !== undefined && madeFromVersion !== undefined;
  const action = canWrite && events ? <Button size="sm" loading={makeAgain.isPending} onClick={() => makeAgain.mutate()}>Make again</Button> : undefined;
  return (
    <Alert tone="warning" className="mb-3.5" title={isBehind ? `Made from version ${madeFromVersion}; the events are at version ${events.version}` : "The features could not be made again"} action={action}>
      {problem ?? "The features are those of the older version."}
    </Alert>
  );
}
