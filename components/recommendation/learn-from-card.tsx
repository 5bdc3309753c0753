"use client";

import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { ColumnProfile } from "@/lib/schemas/column";
import type { Dataset } from "@/lib/schemas/dataset";
import type { Feedback, RecommenderDraft } from "./recommender-draft";

interface LearnFromCardProps {
  dataset: Dataset;
  draft: RecommenderDraft;
  feedback: Feedback;
  problems: Record<string, string>;
  onChange: (part: Partial<RecommenderDraft>) => void;
}

const mostTypes = 12;

/** How events become what is learned from: ratings or deeds, what counts as liked, a weight for each type of event. */
export function LearnFromCard({ dataset, draft, feedback, problems, onChange }: LearnFromCardProps) {
  const rating = dataset.columns.find(({ role }) => role === "rating");
  const candidates = dataset.columns.filter(couldBeType);
  const typeColumn = candidates.find(({ name }) => name === draft.typeColumn) ?? candidates.find(({ name }) => /(^|[_ ])(event|type|action|kind)/iu.test(name));
  return (
    <Card className="flex flex-col gap-3">
      <CardHeader title="What is learned from?" className="mb-0" />
      <SegmentedControl
        label="Feedback"
        value={feedback}
        onValueChange={(next) => onChange({ feedback: next, parameters: {} })}
        options={[{ value: "explicit", label: "Ratings", disabled: !rating, title: rating ? undefined : "No column has the role “rating”" }, { value: "implicit", label: "What people do" }]}
      />
      <p className="text-xs text-muted">{feedback === "explicit" ? `How much people liked things: the column “${rating?.name ?? "rating"}”.` : `That people played, bought or liked something at all; more often, longer and weightier events count more.${ratedWords(dataset)}`}</p>
      {feedback === "explicit" ? (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Lowest rating" hint="Empty: what was seen.">
            <Input inputMode="decimal" value={draft.lowestRating} onChange={(event) => onChange({ lowestRating: event.target.value })} />
          </Field>
          <Field label="Highest rating" hint="Ratings outside are left out." error={problems.highestRating}>
            <Input inputMode="decimal" value={draft.highestRating} onChange={(event) => onChange({ highestRating: event.target.value })} />
          </Field>
        </div>
      ) : null}
      {feedback === "explicit" ? (
        <Field label="A rating counts as liked from" hint="Empty: four fifths of the scale." error={problems.positiveFrom}>
          <Input inputMode="decimal" value={draft.positiveFrom} onChange={(event) => onChange({ positiveFrom: event.target.value })} />
        </Field>
      ) : null}
      {candidates.length > 0 ? (
        <Field label="Column that says what kind of event a row is">
          <Select value={typeColumn?.name ?? ""} onChange={(event) => onChange({ typeColumn: event.target.value, weights: {} })}>
            {typeColumn ? null : <option value="">None</option>}
            {candidates.map(({ name }) => <option key={name} value={name}>{name}</option>)}
          </Select>
        </Field>
      ) : null}
      {typeColumn ? <TypeWeights column={typeColumn} weights={draft.weights} onChange={(weights) => onChange({ weights, typeColumn: typeColumn.name })} /> : null}
    </Card>
  );
}

/** Says why ratings are not taken where there are few. */
function ratedWords({ columns, rowCount }: Dataset): string {
  const rating = columns.find(({ role }) => role === "rating");
  const ratedRatio = rating ? 1 - rating.missingCount / Math.max(1, rowCount) : 1;
  return ratedRatio < 0.5 ? ` Only ${formatShare(ratedRatio, 0)} of the rows have a rating.` : "";
}

function couldBeType(column: ColumnProfile): boolean {
  return column.type === "text" && column.distinctCount >= 2 && column.distinctCount <= mostTypes && !["user", "item", "time", "id", "ignore"].includes(column.role) && (column.topValues?.length ?? 0) > 0;
}

function TypeWeights({ column, weights, onChange }: { column: ColumnProfile; weights: Record<string, number>; onChange: (weights: Record<string, number>) => void }) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs text-muted">Weight of each kind of event; 0 leaves it out, less than 0 speaks against</legend>
      {column.topValues?.map(({ value, count }) => (
        <label key={value} className="flex items-center gap-3 text-sm">
          <span className="min-w-0 grow truncate" title={value}>{value}</span>
          <span className="text-xs text-muted tabular">{formatCount(count)}</span>
          <Input
            type="number" step="any" min={-1000} max={1000} aria-label={`Weight of ${value}`} className="w-20 text-right tabular" placeholder="auto"
            value={weights[value] ?? ""}
            onChange={(event) => {
              const { [value]: _before, ...others } = weights;
              const weight = event.target.valueAsNumber;
              onChange(Number.isFinite(weight) ? { ...others, [value]: weight } : others);
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
