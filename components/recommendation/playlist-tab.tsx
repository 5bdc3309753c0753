"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, ListMusic } from "lucide-react";
import { parseAsFloat, parseAsInteger, parseAsJson, parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue, useState } from "react";
import { z } from "zod";
import { downloadFile } from "@/components/charts/download-file";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { QueriesAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { Slider } from "@/components/ui/slider";
import { chartTableCsv } from "@/lib/charts/chart-table";
import { formatFixed } from "@/lib/charts/format-quantity";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { playlistSchema, type Playlist } from "@/lib/schemas/recommendation";
import { PlaylistTable } from "./playlist-table";
import { recommenderPath } from "./recommender-paths";
import type { RecommenderTabProps } from "./recommender-tabs";
import { TitlePicker } from "./title-picker";
import { LazyTitleSheet } from "./lazy-title-sheet";
import type { SheetItem } from "./title-sheet";

const startSchema = z.array(z.object({ item: z.string().max(300), label: z.string().max(300) })).max(100);
const parsers = {
  start: parseAsJson((value) => startSchema.parse(value)).withDefault([]),
  length: parseAsInteger.withDefault(20), diversity: parseAsFloat.withDefault(0.3), novelty: parseAsFloat.withDefault(0.2), without: parseAsString.withDefault(""),
};

/** A list that goes with some titles: how long, how mixed and how well known is for sliders to say. */
export function PlaylistTab({ recommender }: RecommenderTabProps) {
  const [asked, setAsked] = useQueryStates(parsers);
  const [open, setOpen] = useState<SheetItem>();
  const question = useDeferredValue(asked);
  const body = { items: question.start.map(({ item }) => item), length: question.length, diversity: question.diversity, novelty: question.novelty, ...(question.without.trim() && { user: question.without.trim() }) };
  const playlist = useQuery({
    queryKey: ["recommender-playlist", recommender.id, recommender.promoted, body],
    queryFn: ({ signal }) => fetchJson(recommenderPath(recommender.id, "playlist"), playlistSchema, { method: "POST", body, signal }),
    enabled: body.items.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const problem = playlist.error ? problemText(playlist.error) : undefined;
  const data = body.items.length > 0 ? playlist.data : undefined;
  return (
    <div className="grid grid-cols-1 gap-3.5 lg:grid-cols-[minmax(18rem,23rem)_minmax(0,1fr)]">
      <Card className="flex flex-col gap-4 self-start">
        {recommender.itemsDatasetId ? <TitlePicker recommender={recommender} label="Start from" offers={5} picked={asked.start} onChange={(start) => void setAsked({ start })} /> : <p className="text-sm text-muted">Link a dataset of items with the events, and titles can be chosen by name.</p>}
        <SliderField label="Length" value={asked.length} min={5} max={100} step={1} words={`${asked.length} titles`} onChange={(length) => void setAsked({ length })} />
        <SliderField label="Diversity" hint="From what is most alike to as mixed as it can be." value={asked.diversity} min={0} max={1} step={0.05} words={formatFixed(asked.diversity, 2)} onChange={(diversity) => void setAsked({ diversity })} />
        <SliderField label="Novelty" hint="From what many know to what few know." value={asked.novelty} min={0} max={1} step={0.05} words={formatFixed(asked.novelty, 2)} onChange={(novelty) => void setAsked({ novelty })} />
        <Field label="Leave out what this user has" hint="A user’s id; empty: nothing is left out."><Input value={asked.without} onChange={(event) => void setAsked({ without: event.target.value })} /></Field>
      </Card>
      <Card className="min-w-0">
        <CardHeader
          title="Playlist"
          definition={data ? `diversity ${formatFixed(data.diversity, 2)} · novelty ${formatFixed(data.novelty, 1)} bits` : undefined}
          actions={data && data.items.length > 0 ? <ExportMenu playlist={data} /> : null}
        />
        <QueriesAlert queries={[playlist]} />
        {body.items.length === 0 ? <EmptyState icon={ListMusic} title="Which titles shall it start from?">Choose one or more at the side. The list then follows what people have together with them, and changes as you move the sliders.</EmptyState> : null}
        {body.items.length > 0 && playlist.isPending && !problem ? <div role="status" aria-label="Making the playlist" className="flex flex-col gap-2">{Array.from({ length: 8 }, (_, at) => <Skeleton key={at} className="h-10" />)}</div> : null}
        {data?.notices.map((notice) => <p key={notice} className="mb-2 text-xs text-muted">{notice}</p>)}
        {data ? <PlaylistTable playlist={data} onOpen={setOpen} /> : null}
      </Card>
      <LazyTitleSheet recommender={recommender} item={open} onClose={() => setOpen(undefined)} onOpen={setOpen} />
    </div>
  );
}

function SliderField({ label, hint, value, min, max, step, words, onChange }: { label: string; hint?: string; value: number; min: number; max: number; step: number; words: string; onChange: (value: number) => void }) {
  return (
    <Field label={label} hint={hint} aside={words}>
      <Slider label={label} value={value} min={min} max={max} step={step} valueText={words} onValueChange={(next) => onChange(Number(next.toFixed(2)))} />
    </Field>
  );
}

function ExportMenu({ playlist }: { playlist: Playlist }) {
  const csv = () => chartTableCsv({ columns: [{ label: "position" }, { label: "item" }, { label: "title" }, { label: "genres" }, { label: "year" }, { label: "score" }], rows: playlist.items.map((item, at) => [at + 1, item.item, item.label, item.genres.join("|"), item.year ?? null, item.score]) });
  return (
    <ActionMenu
      button={<Button size="sm"><Download aria-hidden /> Export</Button>}
      entries={[
        { label: "CSV", onSelect: () => downloadFile("playlist.csv", new Blob([csv()], { type: "text/csv" })) },
        { label: "JSON", onSelect: () => downloadFile("playlist.json", new Blob([JSON.stringify(playlist, null, 2)], { type: "application/json" })) },
      ]}
    />
  );
}
