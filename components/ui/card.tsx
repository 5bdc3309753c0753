import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("card min-w-0 rounded-card border border-line bg-panel p-4", className)} {...props} />;
}

interface CardHeaderProps {
  /** The question that the card answers. */
  title: ReactNode;
  /** The definition, small and grey, on the same line where it fits. */
  definition?: ReactNode;
  actions?: ReactNode;
  className?: string;
  titleId?: string;
}

export function CardHeader({ title, definition, actions, className, titleId }: CardHeaderProps) {
  return (
    <div className={cn("mb-3 flex min-h-6 flex-wrap items-baseline justify-between gap-x-4 gap-y-2", className)}>
      <div className="min-w-[min(11.5rem,100%)] flex-1 text-xs break-words text-muted">
        <h2 id={titleId} className="mr-1 inline text-base font-semibold text-ink">{title}</h2>
        {/* The space lets the line break here, and the margin before it leaves no indent on the next line. */}
        {definition ? <> <span>{definition}</span></> : null}
      </div>
      {actions ? <div className="flex max-w-full shrink-0 flex-wrap items-center gap-2 sm:justify-end">{actions}</div> : null}
    </div>
  );
}
