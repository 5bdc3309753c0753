import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import type { Dataset } from "@/lib/schemas/dataset";

/** The datasets of users that were made from these events. */
export function FeaturesOfCard({ features }: { features: Dataset["features"] }) {
  return (
    <Card>
      <CardHeader title="Features made from them" className="mb-1" />
      <ul className="flex flex-col gap-1 text-sm">
        {features.map(({ id, name }) => <li key={id} className="min-w-0"><Link href={`/datasets/${id}`} className="block truncate underline underline-offset-2" title={name}>{name}</Link></li>)}
      </ul>
    </Card>
  );
}
