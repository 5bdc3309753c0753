"use client";

import type { CSSProperties } from "react";
import { cn } from "./class-names";
import { useFieldControl } from "./field";

interface SliderProps {
  value: number;
  onValueChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  disabled?: boolean;
  className?: string;
  /** What a screen reader calls the thumb; needed outside a Field too. */
  label: string;
  /** The value in words, where the bare number says too little. */
  valueText?: string;
}

/** The browser's own range input, dressed: keyboard, touch and screen reader come with it. */
export function Slider({ className, value, onValueChange, label, valueText, min, max, step = 1, disabled }: SliderProps) {
  const { id, ...described } = useFieldControl({});
  const sharePct = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <input
      type="range"
      id={id}
      {...described}
      aria-label={label}
      aria-valuetext={valueText}
      min={min}
      max={max}
      step={step}
      value={value}
      disabled={disabled}
      onChange={(event) => onValueChange(event.target.valueAsNumber)}
      className={cn("slider h-5 w-full touch-none disabled:opacity-50", className)}
      style={{ "--filled": `${sharePct}%` } as CSSProperties}
    />
  );
}
