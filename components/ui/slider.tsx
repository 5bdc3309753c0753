"use client";

import { Slider as RadixSlider } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { useFieldControl } from "./field";

interface SliderProps extends Omit<ComponentProps<typeof RadixSlider.Root>, "value" | "defaultValue" | "onValueChange"> {
  value: number;
  onValueChange: (value: number) => void;
  /** What a screen reader calls the thumb; needed outside a Field too. */
  label: string;
  /** The value in words, where the bare number says too little. */
  valueText?: string;
}

export function Slider({ className, value, onValueChange, label, valueText, ...props }: SliderProps) {
  const { id, ...described } = useFieldControl({});
  return (
    <RadixSlider.Root
      {...props}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className={cn("relative flex h-5 w-full touch-none items-center select-none data-[disabled]:opacity-50", className)}
    >
      <RadixSlider.Track className="relative h-1 grow rounded-full bg-line">
        <RadixSlider.Range className="absolute h-full rounded-full bg-accent" />
      </RadixSlider.Track>
      <RadixSlider.Thumb id={id} {...described} aria-label={label} aria-valuetext={valueText} className="block size-4 rounded-full border-2 border-accent bg-panel" />
    </RadixSlider.Root>
  );
}
