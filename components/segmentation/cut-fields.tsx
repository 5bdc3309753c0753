"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";

interface CutFieldsProps {
  k: number;
  height: number;
  /** Of every merge, ascending. */
  heights: number[];
  onCut: (k: number) => void;
  all: boolean;
  /** Absent where all merges are shown already. */
  onAll?: (all: boolean) => void;
}

/** The cut by number of segments or by height, typed; half-typed numbers stay in their field until they are one. */
export function CutFields({ k, height, heights, onCut, all, onAll }: CutFieldsProps) {
  const [typed, setTyped] = useState<{ field: "k" | "height"; text: string }>();
  const most = heights.length + 1;
  const text = (field: "k" | "height", value: number) => (typed?.field === field ? typed.text : String(Number(value.toPrecision(4))));
  function change(field: "k" | "height", next: string, value: number) {
    setTyped({ field, text: next });
    if (!Number.isFinite(value)) return;
    const wanted = field === "k" ? Math.round(value) : heights.reduce((count, each) => count + Number(each > value), 1);
    onCut(Math.min(most, Math.max(1, wanted)));
  }
  const fields = [{ field: "k", label: "Segments", value: k, step: 1, max: most }, { field: "height", label: "Cut at height", value: height, step: "any", max: undefined }] as const;
  return (
    <div className="flex min-h-10 flex-wrap items-start pb-2 gap-x-4 gap-y-1 text-xs text-muted print:hidden">
      {fields.map(({ field, label, value, step, max }) => (
        <label key={field} className="flex items-center gap-2">
          {label}
          <Input type="number" className={`h-7 text-right tabular ${field === "k" ? "w-16" : "w-20"}`} min={field === "k" ? 1 : 0} max={max} step={step} value={text(field, value)} onChange={(event) => change(field, event.target.value, event.target.valueAsNumber)} onBlur={() => setTyped(undefined)} />
        </label>
      ))}
      {onAll ? <label className="ml-auto flex h-7 items-center gap-2"><Checkbox checked={all} onChange={(event) => onAll(event.target.checked)} /> All {heights.length} merges</label> : null}
    </div>
  );
}
