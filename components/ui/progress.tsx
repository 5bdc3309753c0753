"use client";

import { Progress as RadixProgress } from "radix-ui";
import { cn } from "./class-names";

interface ProgressProps {
  /** 0–1; undefined while nobody knows. */
  ratio?: number;
  label: string;
  className?: string;
}

export function Progress({ ratio, label, className }: ProgressProps) {
  const sharePct = ratio === undefined ? null : Math.round(Math.min(1, Math.max(0, ratio)) * 100);
  return (
    <RadixProgress.Root value={sharePct} aria-label={label} className={cn("h-1 w-full overflow-hidden rounded-full bg-line", className)}>
      <RadixProgress.Indicator
        className={cn("h-full rounded-full bg-accent", sharePct === null ? "w-1/3 animate-[indeterminate_1.4s_linear_infinite]" : "transition-[width] duration-300")}
        style={sharePct === null ? undefined : { width: `${sharePct}%` }}
      />
    </RadixProgress.Root>
  );
}
