import Link from "next/link";
import { needsValue, operatorWords } from "@/components/datasets/filter-words";
import type { Audience } from "@/lib/schemas/audience";

/** What an audience is made of, in words. */
export function AudienceOrigin({ audience: { segmentation, segmentNames = [], filter } }: { audience: Audience }) {
  const conditions = filter.conditions.map(({ column, operator, value }) => `${column} ${operatorWords[operator]}${needsValue(operator) ? ` ${value ?? ""}` : ""}`);
  const parts = [
    ...(segmentNames.length > 0 ? [segmentNames.join(", ")] : []),
    ...(filter.area ? ["a part of the map"] : []),
    ...(filter.picked ? [`${filter.picked.count} picked by ${filter.picked.column}`] : []),
    ...conditions,
  ].join("; ");
  return <span title={parts}>{parts}{segmentation ? <> of <Link className="hover:underline" href={`/segmentations/${segmentation.id}`}>{segmentation.name}</Link></> : null}</span>;
}
