"use client";

import { Check, Minus } from "lucide-react";
import { useEffect, useRef, type ComponentProps } from "react";
import { cn } from "./class-names";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  /** Neither all nor none. */
  indeterminate?: boolean;
}

/** A native checkbox in our look; put it inside a `<label>` or give it `aria-label`. */
export function Checkbox({ className, indeterminate = false, ...props }: CheckboxProps) {
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (element.current) element.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className={cn("relative inline-flex size-4 shrink-0", className)}>
      <input
        {...props}
        ref={element}
        type="checkbox"
        className="peer size-4 appearance-none rounded-[4px] border border-line-strong bg-panel checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
      />
      <Check aria-hidden strokeWidth={3} className="pointer-events-none absolute inset-0.5 hidden size-3 text-accent-ink peer-checked:block peer-indeterminate:hidden" />
      <Minus aria-hidden strokeWidth={3} className="pointer-events-none absolute inset-0.5 hidden size-3 text-accent-ink peer-indeterminate:block" />
    </span>
  );
}
