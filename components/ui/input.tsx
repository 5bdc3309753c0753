"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { useFieldControl } from "./field";

export const controlClasses =
  "w-full min-w-0 rounded-control border border-line bg-panel text-sm text-ink transition-colors hover:border-line-strong disabled:opacity-50 aria-invalid:border-danger focus-visible:outline-offset-0";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} {...useFieldControl(props)} className={cn(controlClasses, "h-8 px-2.5", className)} />;
}
