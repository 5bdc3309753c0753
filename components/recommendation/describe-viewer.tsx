"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import type { Recommender } from "@/lib/schemas/recommender";
import { segmentationSchema } from "@/lib/schemas/segmentation";
import { TitlePicker } from "./title-picker";
import { useItemSearch } from "./use-item-search";
import { emptyDescription, type ViewerDescription } from "./viewer-description";

interface DescribeViewerProps {
  recommender: Recommender;
  initial: ViewerDescription | undefined;
  onDone: (description: ViewerDescription) => void;
}

const mostGenres = 20;

/** Somebody new, by a few titles, genres or a segment: enough for the first recommendations. */
export function DescribeViewer({ recommender, initial = emptyDescription, onDone }: DescribeViewerProps) {
  const [description, setDescription] = useState(initial);
  const change = (part: Partial<ViewerDescription>) => setDescription((before) => ({ ...before, ...part }));
  const genres = useItemSearch(recommender, { q: "", limit: 1 }, recommender.itemsDatasetId !== null).data?.genres.slice(0, mostGenres) ?? [];
  const segmentationId = recommender.versions.find(({ promoted }) => promoted)?.segmentationId;
  const run = useQuery({ queryKey: ["segmentation", segmentationId], queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${segmentationId}`, segmentationSchema, { signal }), enabled: Boolean(segmentationId) });
  const nothing = description.likes.length + description.genres.length === 0 && description.segment === undefined;
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); onDone(description); }}>
      {recommender.itemsDatasetId ? (
        <TitlePicker recommender={recommender} label="Titles they like" picked={description.likes} onChange={(likes) => change({ likes })} />
      ) : <p className="text-sm text-muted">Link a dataset of items with the events, and titles can be chosen by name.</p>}
      {genres.length > 0 ? (
        <fieldset>
          <legend className="mb-1.5 text-xs text-muted">Genres they are fond of</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1.5">
            {genres.map(({ value }) => (
              <label key={value} className="flex items-center gap-1.5 text-sm">
                <Checkbox checked={description.genres.includes(value)} onChange={(event) => change({ genres: event.target.checked ? [...description.genres, value] : description.genres.filter((each) => each !== value) })} /> {value}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      {run.data ? (
        <Field label="Segment" className="w-72 max-w-full">
          <Select value={description.segment ?? ""} onChange={(event) => change({ segment: event.target.value === "" ? undefined : Number(event.target.value) })}>
            <option value="">Unknown</option>
            {run.data.segments.filter(({ segment }) => segment >= 0).map(({ segment, name }) => <option key={segment} value={segment}>{name}</option>)}
          </Select>
        </Field>
      ) : null}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={nothing}>Show what they would see</Button>
        {nothing ? <span className="text-xs text-muted">Choose at least one title, genre or segment.</span> : null}
      </div>
    </form>
  );
}
