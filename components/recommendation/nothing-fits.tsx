"use client";

import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/lib/charts/format-quantity";
import type { SearchChip } from "@/lib/schemas/item-search";
import type { Recommender } from "@/lib/schemas/recommender";
import { useItemSearch } from "./use-item-search";

/** What the address holds of a search. */
export interface Asked {
  q: string;
  genre: string;
  year: string;
}

interface NothingFitsProps {
  recommender: Recommender;
  asked: Asked;
  chips: SearchChip[];
  onAsk: (part: Partial<Asked>) => void;
}

/** The line without the words that a chip was recognised in. */
export function withoutChip(q: string, chip: SearchChip): string {
  return q.replace(chip.text, " ").replace(/\s+/gu, " ").trim();
}

/** Nothing fits everything: what is left when one thing is taken away. */
export function NothingFits({ recommender, asked, chips, onAsk }: NothingFitsProps) {
  return (
    <EmptyState
      icon={Search}
      title="Nothing fits all of this"
      action={
        <>
          {chips.length > 1 ? chips.map((chip) => <Without key={`${chip.kind} ${chip.value}`} recommender={recommender} asked={asked} chip={chip} onAsk={onAsk} />) : null}
          {asked.genre || asked.year ? <Button onClick={() => onAsk({ genre: "", year: "" })}>Without the filters</Button> : null}
        </>
      }
    >
      {chips.length > 1 ? "Take one thing away:" : "Use fewer words, or another spelling."}
    </EmptyState>
  );
}

function Without({ recommender, asked, chip, onAsk }: Omit<NothingFitsProps, "chips"> & { chip: SearchChip }) {
  const q = withoutChip(asked.q, chip);
  const found = useItemSearch(recommender, { q, limit: 1, ...(asked.genre && { genre: [asked.genre] }), ...(asked.year && { year: asked.year }) });
  if (!found.data || found.isPlaceholderData || found.data.total === 0) return null;
  return <Button onClick={() => onAsk({ q })}>Without {chip.value}: {formatCount(found.data.total)} {found.data.total === 1 ? "title" : "titles"}</Button>;
}
