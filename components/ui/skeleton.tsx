import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A grey place of the final size, so that nothing jumps when the data comes. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-control bg-soft dark:bg-line", className)} {...props} />;
}
