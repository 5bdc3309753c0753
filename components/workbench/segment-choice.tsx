"use client";

import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segment } from "@/lib/schemas/segmentation";

interface SegmentChoiceProps {
  segments: Segment[];
  chosen: number[];
  onChange: (chosen: number[]) => void;
}

/** Segments to take in, any number of them. */
export function SegmentChoice({ segments, chosen, onChange }: SegmentChoiceProps) {
  return (
    <Card>
      <CardHeader title="Which segments?" definition="rows of any of them" />
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="sr-only">Segments</legend>
        {segments.map(({ segment, name, size }) => (
          <label key={segment} className="flex max-w-full items-center gap-2 text-sm">
            <Checkbox checked={chosen.includes(segment)} onChange={(event) => onChange(event.target.checked ? [...chosen, segment].toSorted((a, b) => a - b) : chosen.filter((each) => each !== segment))} />
            <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(segment) }} />
            <span className="truncate">{name}</span> <span className="text-muted tabular">{formatCount(size)}</span>
          </label>
        ))}
      </fieldset>
    </Card>
  );
}
