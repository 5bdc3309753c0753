import type { ComponentProps } from "react";
import { cn } from "./class-names";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return <kbd className={cn("rounded-full bg-soft px-1.5 font-sans text-2xs text-muted", className)} {...props} />;
}
