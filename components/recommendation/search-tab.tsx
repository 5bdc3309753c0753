"use client";

import { Search, X } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/charts/format-quantity";
import { problemText } from "@/lib/http/browser-fetch";
import type { ItemSearch, SearchChip } from "@/lib/schemas/item-search";
import type { RecommenderTabProps } from "./recommender-tabs";
import { NothingFits, withoutChip, type Asked } from "./nothing-fits";
import { LazyTitleSheet } from "./lazy-title-sheet";
import type { SheetItem } from "./title-sheet";
import { TitleTile } from "./title-tile";
import { useItemSearch } from "./use-item-search";

const pageSize = 36;
const parsers = { q: parseAsString.withDefault(""), genre: parseAsString.withDefault(""), year: parseAsString.withDefault("") };
const chipWords: Record<SearchChip["kind"], string> = { genre: "Genre", decade: "Decade", year: "Year", tag: "Tag", person: "Person" };
const examples = ["feel-good sci-fi from the 90s", "romantic comedies of the 80s", "early 2000s thrillers", "documentaries"];

/** Every title by a line of plain words: what is recognised becomes chips that can be taken away. */
export function SearchTab({ recommender }: RecommenderTabProps) {
  const [asked, setAsked] = useQueryStates(parsers);
  const [limit, setLimit] = useState(pageSize);
  const [open, setOpen] = useState<SheetItem>();
  const question = useDeferredValue(asked);
  const found = useItemSearch(recommender, { q: question.q, limit, ...(question.genre && { genre: [question.genre] }), ...(question.year && { year: question.year }) }, recommender.itemsDatasetId !== null);

  if (recommender.itemsDatasetId === null) {
    return <Card><EmptyState icon={Search} title="There is nothing to search in yet" action={<Button asChild><a href={`/datasets/${recommender.datasetId}`}>Open the events</a></Button>}>Link a dataset of items (titles, genres, years) with the events, and its titles can be searched in plain words.</EmptyState></Card>;
  }
  const problem = found.error ? problemText(found.error) : undefined;
  return (
    <div className="flex flex-col gap-4">
      <SearchBar asked={asked} answer={found.data} onAsk={(part) => { setLimit(pageSize); void setAsked(part); }} />
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !problem ? <div role="status" aria-label="Searching" className="grid grid-cols-3 gap-3 sm:grid-cols-5 lg:grid-cols-7 xl:grid-cols-9">{Array.from({ length: 18 }, (_, at) => <Skeleton key={at} className="aspect-[2/3]" />)}</div> : null}
      {found.data ? <p aria-live="polite" className="text-xs text-muted tabular">{formatCount(found.data.total)} {found.data.total === 1 ? "title" : "titles"}{asked.q === "" ? ", those that most people have first" : ""}</p> : null}
      {found.data?.total === 0 ? <NothingFits recommender={recommender} asked={asked} chips={found.data.chips} onAsk={(part) => void setAsked(part)} /> : null}
      <ul className="grid grid-cols-3 gap-x-3 gap-y-4 sm:grid-cols-5 lg:grid-cols-7 xl:grid-cols-9">
        {found.data?.items.map((item) => <li key={item.item} className="min-w-0"><TitleTile item={item} onOpen={() => setOpen(item)} /></li>)}
      </ul>
      {found.data && found.data.total > found.data.items.length && limit < 200 ? <div className="flex justify-center"><Button loading={found.isFetching} onClick={() => setLimit(Math.min(200, limit + 2 * pageSize))}>Show more</Button></div> : null}
      <LazyTitleSheet recommender={recommender} item={open} onClose={() => setOpen(undefined)} onOpen={setOpen} />
    </div>
  );
}

function SearchBar({ asked, answer, onAsk }: { asked: Asked; answer: ItemSearch | undefined; onAsk: (part: Partial<Asked>) => void }) {
  const chips = asked.q === "" ? [] : (answer?.chips ?? []);
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label="Search in plain words" className="min-w-56 grow">
          <Input type="search" autoComplete="off" maxLength={300} placeholder="feel-good sci-fi from the 90s" value={asked.q} onChange={(event) => onAsk({ q: event.target.value })} />
        </Field>
        <Field label="Genre" className="w-40">
          <Select value={asked.genre} onChange={(event) => onAsk({ genre: event.target.value })}>
            <option value="">Every genre</option>
            {answer?.genres.map(({ value, items }) => <option key={value} value={value}>{value} ({formatCount(items)})</option>)}
          </Select>
        </Field>
        {answer?.years ? (
          <Field label="Years" className="w-32">
            <Select value={asked.year} onChange={(event) => onAsk({ year: event.target.value })}>
              <option value="">Every year</option>
              {decades(answer.years).map((decade) => <option key={decade} value={decade}>{decade}</option>)}
            </Select>
          </Field>
        ) : null}
      </div>
      {chips.length > 0 ? (
        <ul aria-label="Recognised in your words" className="flex flex-wrap gap-1.5">
          {chips.map((chip) => (
            <li key={`${chip.kind} ${chip.value}`} className="flex h-7 max-w-72 items-center gap-1.5 rounded-control bg-accent-soft pl-2.5 text-sm text-accent">
              <span className="shrink-0 text-xs">{chipWords[chip.kind]}</span>
              <span className="truncate font-medium">{chip.value}</span>
              <button type="button" aria-label={`Remove the ${chipWords[chip.kind].toLowerCase()} ${chip.value}`} onClick={() => onAsk({ q: withoutChip(asked.q, chip) })} className="flex size-7 shrink-0 items-center justify-center rounded-control hover:bg-panel"><X aria-hidden className="size-3.5" /></button>
            </li>
          ))}
          {answer?.rest ? <li className="flex h-7 items-center text-sm text-muted">and the words “{answer.rest}”</li> : null}
        </ul>
      ) : null}
      {asked.q === "" ? (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">Try
          {examples.map((example) => <button key={example} type="button" onClick={() => onAsk({ q: example })} className="rounded-full bg-soft px-2.5 py-0.5 hover:text-ink">{example}</button>)}
        </p>
      ) : null}
    </Card>
  );
}

function decades({ from, to }: { from: number; to: number }): string[] {
  const first = Math.floor(from / 10) * 10;
  return Array.from({ length: Math.floor((to - first) / 10) + 1 }, (_, at) => `${first + 10 * at}s`).reverse();
}
