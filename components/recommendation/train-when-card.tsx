"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import { scheduleSchema } from "@/lib/schemas/recommender";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import type { RecommenderDraft } from "./recommender-draft";
import { scheduleLabels } from "./recommender-words";

interface TrainWhenCardProps {
  draft: RecommenderDraft;
  problems: Record<string, string>;
  onChange: (part: Partial<RecommenderDraft>) => void;
  /** The linked dataset of profiles, whose segmentations can be judged by. */
  profilesId: string | undefined;
}

/** Segments to judge by, when to train again, and the seed. */
export function TrainWhenCard({ draft, problems, onChange, profilesId }: TrainWhenCardProps) {
  const runs = useQuery({
    queryKey: ["segmentations", "succeeded", "recommender"],
    queryFn: ({ signal }) => fetchJson("/api/v1/segmentations?status=succeeded&limit=200", segmentationPageSchema, { signal }),
  });
  const fitting = runs.data?.items.filter(({ algorithm, datasetId }) => algorithm !== "pca" && datasetId === profilesId) ?? [];
  return (
    <Card className="flex flex-col gap-3">
      <CardHeader title="Judged by, and trained again" className="mb-0" />
      <Field label="Segments" hint={fitting.length > 0 ? "Quality, popularity and lift are also given for each segment." : profilesId ? "The linked profiles have no finished segmentation yet." : "Link a dataset of profiles with these events to judge by its segments."}>
        <Select value={draft.segmentationId} disabled={fitting.length === 0} onChange={(event) => onChange({ segmentationId: event.target.value })}>
          <option value="">None</option>
          {fitting.map((run) => <option key={run.id} value={run.id}>{run.name}</option>)}
        </Select>
      </Field>
      <Field label="Train again" hint="When there are new rows. A scheduled version serves by itself, unless its lists are clearly worse.">
        <Select value={draft.schedule} onChange={(event) => onChange({ schedule: scheduleSchema.parse(event.target.value) })}>
          {scheduleSchema.options.map((schedule) => <option key={schedule} value={schedule}>{scheduleLabels[schedule]}</option>)}
        </Select>
      </Field>
      <Field label="Seed" hint="The same seed, data and parameters give the same model." error={problems.seed}>
        <Input type="number" min={0} className="w-32 tabular" value={Number.isNaN(draft.seed) ? "" : draft.seed} onChange={(event) => onChange({ seed: event.target.valueAsNumber })} />
      </Field>
    </Card>
  );
}
