"use client";

import { formatCount, formatQuantity } from "@/lib/charts/format-quantity";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import { segmentColor } from "@/lib/charts/segment-color";
import type { CatalogueItem, RecommenderSegments } from "@/lib/schemas/recommendation";
import { TitleTableCard, type TitleColumn } from "./title-table-card";

type Demand = RecommenderSegments["demand"][number];

interface DemandCardProps {
  answer: Pick<RecommenderSegments, "demand" | "demandBasis" | "segments">;
  onOpen: (item: CatalogueItem) => void;
  source: string;
}

/** Titles that few have yet: how many are expected to take them, of everybody and of each segment, and what that rests on. */
export function DemandCard({ answer, onOpen, source }: DemandCardProps) {
  const { demand, segments, demandBasis } = answer;
  const names = new Map(segments.map(({ segment, name }) => [segment, name]));
  const largest = Math.max(0.0001, ...demand.map(({ expected }) => expected.high80));
  const columns: TitleColumn<Demand>[] = [
    { key: "users", header: "So far", numeric: true, className: "text-muted", cell: ({ users }) => formatCount(users) },
    { key: "bar", header: "Expected, and where 8 of 10 fall", className: "w-2/5", cell: (title) => <DemandBar title={title} largest={largest} names={names} /> },
    { key: "expected", header: <span className="sr-only">Expected users</span>, numeric: true, tooltip: ({ expected }) => rangeWords(expected), cell: ({ expected }) => <><span className="font-medium">{formatCount(Math.round(expected.expectedUsers))}</span> <span className="text-xs text-muted">{rangeWords(expected)}</span></> },
    { key: "like", header: "Told mostly from", className: "max-w-64", tooltip: ({ like }) => like.map(({ label }) => label).join(", "), cell: ({ like }) => <span className="block truncate text-xs text-muted">{like.map(({ label }) => tileTitle(label)).join(", ")}</span> },
  ];
  return (
    <TitleTableCard
      title="Who will want the new titles?"
      definition="users that can be expected to take titles that few have yet"
      label="Expected demand for new titles"
      titles={demand}
      columns={columns}
      order="the most expected"
      note={demandBasis?.sentence}
      minWidth="min-w-[48rem]"
      source={source}
      onOpen={onOpen}
      legend={segments.map(({ segment, name }) => ({ label: name, color: segmentColor(segment) }))}
      table={{
        columns: [{ label: "Item" }, { label: "Title" }, { label: "Users so far", numeric: true }, ...["Everybody", ...segments.map(({ name }) => name)].flatMap((name) => [{ label: `Expected: ${name}`, numeric: true }, { label: `8 of 10 from: ${name}`, numeric: true }, { label: `8 of 10 to: ${name}`, numeric: true }])],
        rows: demand.map((title) => [title.item, title.label, title.users, ...[title.expected, ...segments.map(({ segment }) => title.bySegment.find((each) => each.segment === segment))].flatMap((each) => [each?.expectedUsers ?? null, each?.low80 ?? null, each?.high80 ?? null])]),
      }}
    />
  );
}

function rangeWords({ low80, high80 }: Demand["expected"]): string {
  return `${formatCount(Math.max(0, Math.floor(low80)))}–${formatCount(Math.ceil(high80))}`;
}

/** The segments' parts side by side, and a whisker for the whole. */
function DemandBar({ title, largest, names }: { title: Demand; largest: number; names: Map<number, string> }) {
  const at = (users: number) => `${(100 * users) / largest}%`;
  const parts = title.bySegment.length > 0 ? title.bySegment.map((part) => ({ ...part, name: names.get(part.segment) ?? String(part.segment), color: segmentColor(part.segment) })) : [{ ...title.expected, name: "Everybody", color: "var(--accent)" }];
  return (
    <span className="relative block h-3">
      <span className="absolute inset-y-0 left-0 flex gap-px" style={{ width: at(title.expected.expectedUsers) }}>
        {parts.map(({ name, color, expectedUsers, low80, high80 }) => <span key={name} title={`${name}: ${formatQuantity(expectedUsers)} (8 of 10: ${formatQuantity(low80)} to ${formatQuantity(high80)})`} className="block rounded-[2px]" style={{ flexGrow: expectedUsers, background: color }} />)}
      </span>
      <span aria-hidden className="absolute inset-y-[5px] bg-ink/70" style={{ left: at(title.expected.low80), right: `calc(100% - ${at(title.expected.high80)})` }} />
    </span>
  );
}
