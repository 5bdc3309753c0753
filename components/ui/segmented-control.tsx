"use client";

import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";

interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; title?: string; disabled?: boolean }[];
  /** Boxes side by side for a main choice, small pills for a view. */
  size?: "md" | "sm";
  className?: string;
}

/** One choice out of a few, all visible; arrow keys move, as in any radio group. */
export function SegmentedControl<Value extends string>({ label, value, onValueChange, options, size = "md", className }: SegmentedControlProps<Value>) {
  const known = options.map((option) => option.value);
  const look =
    size === "md"
      ? "h-8 flex-1 rounded-control border border-line bg-panel px-2 text-sm data-[state=checked]:border-accent"
      : "h-6 rounded-full bg-soft px-2 text-xs";
  return (
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(next) => {
        const found = known.find((option) => option === next);
        if (found !== undefined) onValueChange(found);
      }}
      className={cn("flex flex-wrap gap-2 print:hidden", className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          title={option.title}
          disabled={option.disabled}
          className={cn("whitespace-nowrap text-muted transition-colors hover:text-ink disabled:opacity-50 data-[state=checked]:bg-accent-soft data-[state=checked]:font-medium data-[state=checked]:text-accent", look)}
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
