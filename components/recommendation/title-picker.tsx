"use client";

import { Plus, X } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import { problemText } from "@/lib/http/browser-fetch";
import type { Recommender } from "@/lib/schemas/recommender";
import { useItemSearch } from "./use-item-search";

export interface PickedTitle {
  item: string;
  label: string;
}

interface TitlePickerProps {
  recommender: Recommender;
  label: string;
  hint?: string;
  picked: PickedTitle[];
  onChange: (picked: PickedTitle[]) => void;
  /** How many titles are offered below. */
  offers?: number;
}

const mostPicked = 100;

/** Some titles, found by typing; before that, well-known ones are offered. */
export function TitlePicker({ recommender, label, hint, picked, onChange, offers = 10 }: TitlePickerProps) {
  const [typed, setTyped] = useState("");
  const listId = useId();
  const q = useDeferredValue(typed.trim());
  const found = useItemSearch(recommender, { q, limit: 18 });
  const offered = (found.data?.items ?? []).filter(({ item }) => !picked.some((each) => each.item === item)).slice(0, offers);
  const add = (title: PickedTitle) => {
    onChange([...picked, { item: title.item, label: title.label }].slice(0, mostPicked));
    setTyped("");
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint}>
        <Input
          type="search" placeholder="Type a title, a genre, a year" value={typed} aria-controls={listId} autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            const [first] = offered;
            if (first && q !== "" && q === typed.trim() && !found.isPlaceholderData) add(first);
          }}
        />
      </Field>
      {picked.length > 0 ? (
        <ul aria-label={`${label}: chosen`} className="flex flex-wrap gap-1.5">
          {picked.map((title) => (
            <li key={title.item} className="flex h-7 max-w-64 items-center rounded-control bg-accent-soft pl-2.5 text-sm text-accent">
              <span className="truncate">{tileTitle(title.label)}</span>
              <button type="button" aria-label={`Remove ${tileTitle(title.label)}`} onClick={() => onChange(picked.filter(({ item }) => item !== title.item))} className="flex size-7 shrink-0 items-center justify-center rounded-control hover:bg-panel"><X aria-hidden className="size-3.5" /></button>
            </li>
          ))}
        </ul>
      ) : null}
      {found.error ? <p className="text-xs text-danger" role="alert">{problemText(found.error).detail}</p> : null}
      <ul id={listId} aria-label={q ? "Titles found" : "Well-known titles"} className="flex flex-wrap gap-1.5">
        {offered.map((title) => (
          <li key={title.item} className="max-w-full">
            <button type="button" onClick={() => add(title)} className="flex h-7 max-w-64 items-center gap-1 rounded-control border border-line px-2 text-sm text-muted transition-colors hover:border-line-strong hover:text-ink"><Plus aria-hidden className="size-3 shrink-0" /><span className="truncate">{tileTitle(title.label)}</span>{title.year ? <span className="text-xs tabular">{title.year}</span> : null}</button>
          </li>
        ))}
        {found.isSuccess && offered.length === 0 ? <li className="text-sm text-muted">Nothing is called that.</li> : null}
      </ul>
    </div>
  );
}
