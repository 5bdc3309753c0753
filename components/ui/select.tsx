"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { useFieldControl } from "./field";
import { controlClasses } from "./input";

/** The browser's own select in our look: keyboard, phones and screen readers get what they know, and 200 of them stay fast. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block min-w-0", className)}>
      <select {...props} {...useFieldControl(props)} className={cn(controlClasses, "h-8 appearance-none truncate pr-7 pl-2.5")}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted" />
    </span>
  );
}
