import { ArrowRight, Users } from "lucide-react";
import Link from "next/link";
import { FeaturesButton } from "@/components/engagement/features-button";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatCount } from "@/lib/charts/format-quantity";
import type { Dataset } from "@/lib/schemas/dataset";
import { rowsAsTheyAreHref } from "./new-segmentation-href";

/** Rows of events are plays and orders; who wants segments mostly wants them of people. So features per user come first, the rows only on purpose. */
export function EventsFirst({ dataset }: { dataset: Dataset }) {
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Datasets", href: "/datasets" }, { label: dataset.name, href: `/datasets/${dataset.id}` }, { label: "New segmentation" }]}
        title="Segment the users of these events"
        subtitle={`${dataset.name} v${dataset.version} · ${formatCount(dataset.rowCount)} events`}
      />
      <div className="grid max-w-4xl gap-3.5">
        <Card className="p-5 md:p-6">
          <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
            <div className="max-w-prose">
              <h2 className="text-base font-semibold">Make features per user first</h2>
              <p className="mt-1 text-sm text-muted">
                Each row here is one event, so segments of the rows would be groups of events. Features turn them into one row per user: how
                recently and how often, how long, when, and on what. These are what segments of people are found from.
              </p>
            </div>
            <FeaturesButton datasetId={dataset.id} timezone={dataset.dialect?.timezone ?? "UTC"} />
          </div>
        </Card>
        {dataset.features.length > 0 ? <MadeAlready features={dataset.features} /> : null}
        <p className="px-1 text-sm text-muted">
          Is the single event what you want to group? <Link className="underline underline-offset-2" href={rowsAsTheyAreHref(dataset.id)}>Segment the rows as they are</Link>
        </p>
      </div>
    </>
  );
}

function MadeAlready({ features }: { features: Dataset["features"] }) {
  return (
    <Card>
      <CardHeader title="Made already" definition="datasets with one row per user of these events" />
      <ul className="divide-y divide-line">
        {features.map(({ id, name }) => (
          <li key={id} className="flex items-center justify-between gap-4 py-2">
            <Link href={`/datasets/${id}`} className="flex min-w-0 items-center gap-2 hover:underline"><Users aria-hidden className="size-4 shrink-0 text-muted" /><bdi className="truncate">{name}</bdi></Link>
            <Button asChild size="sm"><Link href={`/segmentations/new?dataset=${id}`} aria-label={`Segment ${name}`}>Segment<ArrowRight aria-hidden /></Link></Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
