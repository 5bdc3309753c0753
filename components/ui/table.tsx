import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

/** A table that scrolls sideways inside its card; the scroll box takes the keyboard's focus, as WCAG asks. */
export function Table({ className, label, wrapperClassName, ...props }: ComponentProps<"table"> & { label: string; wrapperClassName?: string }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className={cn("scroll-hint relative w-full overflow-x-auto print:overflow-visible", wrapperClassName)}>
      <table className={cn("w-full border-collapse text-sm", className)} {...props} />
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("text-xs text-muted", className)} {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-b border-line", className)} {...props} />;
}

/** `numeric` aligns right with figures of one width. */
export function TableHeader({ className, numeric = false, scope, ...props }: ComponentProps<"th"> & { numeric?: boolean }) {
  return <th scope={scope ?? "col"} className={cn("h-8 px-2 text-left font-normal whitespace-nowrap print:px-1", numeric && "text-right", className)} {...props} />;
}

export function TableCell({ className, numeric = false, ...props }: ComponentProps<"td"> & { numeric?: boolean }) {
  return <td className={cn("h-9 px-2 print:px-1", numeric && "text-right tabular whitespace-nowrap", className)} {...props} />;
}

export function TableEmpty({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="px-2 py-8 text-center text-muted">{children}</td>
    </tr>
  );
}
