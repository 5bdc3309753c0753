"use client";

import { RadioGroup } from "radix-ui";
import { Badge } from "@/components/ui/badge";
import type { RecommenderAlgorithm } from "@/lib/schemas/recommender";
import { algorithmFamilies } from "./recommender-words";
import type { AlgorithmInfo } from "./recommender-draft";

interface AlgorithmChoiceProps {
  algorithms: AlgorithmInfo[];
  value: RecommenderAlgorithm;
  onChange: (value: RecommenderAlgorithm) => void;
}

/** Every algorithm with a sentence on what it does, by family. */
export function AlgorithmChoice({ algorithms, value, onChange }: AlgorithmChoiceProps) {
  const byName = new Map(algorithms.map((info) => [info.name as string, info]));
  return (
    <RadioGroup.Root aria-label="Algorithm" value={value} onValueChange={(next) => { const info = byName.get(next); if (info) onChange(info.name); }} className="flex flex-col gap-4">
      {algorithmFamilies.map((family) => (
        <div key={family.name}>
          <p className="mb-1.5 text-xs text-muted"><span className="font-medium text-ink">{family.name}</span> <span>{family.words}</span></p>
          <div className="grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-3">
            {family.members.flatMap((member) => byName.get(member) ?? []).map((info) => <Choice key={info.name} info={info} />)}
          </div>
        </div>
      ))}
    </RadioGroup.Root>
  );
}

function Choice({ info }: { info: AlgorithmInfo }) {
  return (
    <RadioGroup.Item value={info.name} aria-label={info.label} aria-describedby={`algorithm-${info.name}`} className="group flex flex-col items-start gap-1 rounded-control border border-line bg-panel px-3 py-2 text-left transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft">
      <span className="flex w-full items-start justify-between gap-2">
        <span className="text-sm font-medium group-data-[state=checked]:text-accent">{info.label}</span>
        {info.predictsRatings ? <Badge className="shrink-0 group-data-[state=checked]:bg-panel">predicts ratings</Badge> : null}
      </span>
      <span id={`algorithm-${info.name}`} className="text-xs text-muted group-data-[state=checked]:text-ink">{info.summary}</span>
    </RadioGroup.Item>
  );
}
