"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";

interface NumberFieldProps {
  label: string;
  value: number | "auto";
  onChange: (value: number | "auto") => void;
  /** What the slider covers; the input takes more. */
  slider?: { min: number; max: number; step: number };
  /** Offers "choose for me", which shows this value meanwhile. */
  automatic?: { value: number; words: string };
  error?: string;
  hint?: string;
  step?: number | "any";
}

/** A number by slider and by typing; half-typed numbers stay in the field until they are one. */
export function NumberField({ label, value, onChange, slider, automatic, error, hint, step = 1 }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const shown = value === "auto" ? automatic?.value : value;
  return (
    <div className="flex flex-col gap-1">
      <Field label={label} error={error} hint={value === "auto" ? automatic?.words : hint}>
        <div className="flex items-center gap-3">
          {slider && shown !== undefined ? (
            <Slider label={label} value={Math.min(slider.max, Math.max(slider.min, shown))} min={slider.min} max={slider.max} step={slider.step} onValueChange={(next) => { setTyped(undefined); onChange(next); }} />
          ) : null}
          <Input
            type="number"
            inputMode="decimal"
            step={step}
            aria-label={`${label}, number`}
            className="w-20 shrink-0 text-right tabular"
            value={typed ?? (shown === undefined ? "" : Number(shown.toPrecision(4)))}
            onChange={(event) => {
              setTyped(event.target.value);
              const next = event.target.valueAsNumber;
              if (Number.isFinite(next)) onChange(next);
            }}
            onBlur={() => setTyped(undefined)}
          />
        </div>
      </Field>
      {automatic ? (
        <label className="flex items-center gap-2 text-xs text-muted">
          <Checkbox checked={value === "auto"} onChange={(event) => onChange(event.target.checked ? "auto" : Number(automatic.value.toPrecision(4)))} />
          Choose for me
        </label>
      ) : null}
    </div>
  );
}
