"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segmentation } from "@/lib/schemas/segmentation";

/** More lines than this in one chart can't be told apart. */
export const mostCompared = 8;

interface SegmentChoiceProps {
  run: Segmentation;
  chosen: number[];
  onChange: (segments: number[]) => void;
}

/** Which segments of the run the charts compare. */
export function SegmentChoice({ run, chosen, onChange }: SegmentChoiceProps) {
  return (
    <fieldset className="mb-3.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 print:hidden">
      <legend className="float-left mr-4 text-xs text-muted">Compare</legend>
      {run.segments.map(({ segment, name, size }) => {
        const checked = chosen.includes(segment);
        return (
          <label key={segment} className="flex max-w-72 items-center gap-1.5 text-sm">
            <Checkbox
              checked={checked}
              disabled={!checked && chosen.length >= mostCompared}
              onChange={() => onChange(checked ? chosen.filter((each) => each !== segment) : [...chosen, segment].toSorted((a, b) => a - b))}
            />
            <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: segmentColor(segment) }} />
            <span className="truncate">{name}</span>
            <span className="text-muted tabular">{formatCount(size)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
