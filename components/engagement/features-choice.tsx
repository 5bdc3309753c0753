"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/class-names";
import type { EventFeature, FeaturesOffer } from "@/lib/schemas/event-features";
import { featureGroups, featureWords } from "@/lib/schemas/event-feature-words";
import { type FeaturesDraft, impossibleBecause } from "./features-draft";

interface FeaturesChoiceProps {
  offer: FeaturesOffer;
  draft: FeaturesDraft;
  onChange: (features: EventFeature[]) => void;
}

/** Every feature with what it is, by what it is about; those that these columns don't allow say why. */
export function FeaturesChoice({ offer, draft, onChange }: FeaturesChoiceProps) {
  const reason = (feature: EventFeature) => impossibleBecause(offer, draft, feature);
  const possible = offer.features.map(({ feature }) => feature).filter((feature) => reason(feature) === undefined);
  const toggle = (feature: EventFeature) => onChange(draft.features.includes(feature) ? draft.features.filter((each) => each !== feature) : [...draft.features, feature]);
  return (
    <div className="grid gap-3">
      <div className="-mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Button variant="link" size="sm" onClick={() => onChange(possible.filter((feature) => featureWords[feature].usual))}>Suggested</Button>
        <Button variant="link" size="sm" onClick={() => onChange(possible)}>All that are possible</Button>
        <Button variant="link" size="sm" onClick={() => onChange([])}>None</Button>
      </div>
      {featureGroups.map(({ title, features }) => (
        <fieldset key={title} className="min-w-0">
          <legend className="mb-1 text-xs font-medium text-muted">{title}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {features.map((feature) => (
              <FeatureRow
                key={feature}
                feature={feature}
                impossible={reason(feature)}
                checked={draft.features.includes(feature)}
                examples={feature === "category-shares" ? offer.categories : []}
                onToggle={() => toggle(feature)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface FeatureRowProps {
  feature: EventFeature;
  impossible?: string;
  checked: boolean;
  examples: string[];
  onToggle: () => void;
}

function FeatureRow({ feature, impossible, checked, examples, onToggle }: FeatureRowProps) {
  const { label, definition } = featureWords[feature];
  return (
    <label className={cn("flex min-w-0 gap-2.5 rounded-[5px] px-1.5 py-1.5", impossible ? "cursor-not-allowed" : "hover:bg-soft")}>
      <Checkbox className="mt-0.5" checked={checked && impossible === undefined} disabled={impossible !== undefined} onChange={onToggle} />
      <span className="min-w-0">
        <span className={cn("block text-sm font-medium", impossible && "text-muted")}>{label}</span>
        <span className="block text-xs text-muted">{definition}</span>
        {examples.length > 0 ? <span className="block text-xs break-words text-muted">Here: {examples.join(", ")}.</span> : null}
        {impossible ? <span className="block text-xs text-warning">{impossible}</span> : null}
      </span>
    </label>
  );
}
