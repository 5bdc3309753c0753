"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import type { SegmentationDraft } from "@/lib/preview/segmentation-draft";
import type { FeatureSuggestion } from "@/lib/schemas/feature-suggestion";

interface FeatureListProps {
  suggestions: FeatureSuggestion[];
  draft: SegmentationDraft;
  onChange: (change: Partial<SegmentationDraft>) => void;
  problem?: string;
}

const SEARCH_FROM = 13;

/** Every column with why it is in or out by default; log1p beside skewed ones. */
export function FeatureList({ suggestions, draft, onChange, problem }: FeatureListProps) {
  const [search, setSearch] = useState("");
  const chosen = useMemo(() => new Set(draft.features), [draft.features]);
  const found = suggestions.filter((suggestion) => suggestion.name.toLowerCase().includes(search.toLowerCase()));

  function choose(names: Set<string>) {
    const features = suggestions.filter((suggestion) => names.has(suggestion.name)).map((suggestion) => suggestion.name);
    const hasCategory = suggestions.some((suggestion) => suggestion.kind === "category" && names.has(suggestion.name) && !chosen.has(suggestion.name));
    // Choosing a category means wanting it in: without an encoding it could not be.
    const preparation = hasCategory && draft.preparation.encoding === "none" ? { ...draft.preparation, encoding: "onehot" as const } : draft.preparation;
    onChange({ features, preparation });
  }
  function toggle(name: string) {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    choose(next);
  }
  function toggleLog(name: string) {
    const { log1p } = draft.preparation;
    onChange({ preparation: { ...draft.preparation, log1p: log1p.includes(name) ? log1p.filter((other) => other !== name) : [...log1p, name] } });
  }
  const skewed = suggestions.filter((suggestion) => suggestion.suggestion === "log1p" && chosen.has(suggestion.name)).map((suggestion) => suggestion.name);
  const logsAll = skewed.length > 0 && skewed.every((name) => draft.preparation.log1p.includes(name));

  return (
    <Card>
      <CardHeader
        title="Features"
        definition={`${draft.features.length} of ${suggestions.length}`}
        className="mb-1"
        actions={
          <>
            {skewed.length > 1 ? (
              <Button variant="link" size="sm" onClick={() => onChange({ preparation: { ...draft.preparation, log1p: logsAll ? [] : [...new Set([...draft.preparation.log1p, ...skewed])] } })}>
                {logsAll ? "No log1p" : "log1p for skewed"}
              </Button>
            ) : null}
            <Button variant="link" size="sm" onClick={() => choose(new Set(suggestions.filter((suggestion) => suggestion.use).map((suggestion) => suggestion.name)))}>Suggested</Button>
            <Button variant="link" size="sm" onClick={() => choose(new Set())}>None</Button>
          </>
        }
      />
      {suggestions.length >= SEARCH_FROM ? <Input type="search" aria-label="Search features" placeholder="Search features" value={search} onChange={(event) => setSearch(event.target.value)} className="my-1.5" /> : null}
      {problem ? <p role="alert" className="py-1 text-xs text-danger">{problem}</p> : null}
      <ul className="max-h-[26rem] overflow-y-auto">
        {found.map((suggestion) => (
          <FeatureRow
            key={suggestion.name}
            suggestion={suggestion}
            checked={chosen.has(suggestion.name)}
            logged={draft.preparation.log1p.includes(suggestion.name)}
            onToggle={() => toggle(suggestion.name)}
            onToggleLog={() => toggleLog(suggestion.name)}
          />
        ))}
        {found.length === 0 ? <li className="py-6 text-center text-muted">No column has “{search}” in its name.</li> : null}
      </ul>
    </Card>
  );
}

interface FeatureRowProps {
  suggestion: FeatureSuggestion;
  checked: boolean;
  logged: boolean;
  onToggle: () => void;
  onToggleLog: () => void;
}

function FeatureRow({ suggestion, checked, logged, onToggle, onToggleLog }: FeatureRowProps) {
  const canLog = checked && suggestion.kind === "numeric" && (suggestion.suggestion === "log1p" || logged);
  return (
    <li className="flex min-h-8 items-center gap-2 border-b border-line py-1 last:border-0">
      <label className="flex min-w-0 grow items-center gap-2.5">
        <Checkbox checked={checked} disabled={!suggestion.possible} onChange={onToggle} />
        <span className={cn("w-[38%] shrink-0 truncate", !suggestion.possible && "text-muted")} title={suggestion.name}>{suggestion.name}</span>
        <span className="min-w-0 text-xs text-muted">{canLog ? suggestion.reason?.replace(": log1p suggested", "") : suggestion.reason}</span>
      </label>
      {canLog ? (
        <button type="button" aria-pressed={logged} aria-label={`log1p of ${suggestion.name}`} onClick={onToggleLog} className="shrink-0 rounded-full bg-soft px-2 py-px text-xs text-muted aria-pressed:bg-accent-soft aria-pressed:text-accent">
          log1p
        </button>
      ) : null}
    </li>
  );
}
