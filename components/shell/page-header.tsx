import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "@/components/ui/breadcrumbs";
import { CommandMenuTrigger } from "./command-menu-trigger";

interface PageHeaderProps {
  breadcrumbs: Crumb[];
  /** The thing itself: the dataset's or run's name. */
  title: ReactNode;
  /** What it is made of, one line. */
  subtitle?: ReactNode;
  /** At most one primary button. */
  actions?: ReactNode;
}

/** The top of every page: where one is, search, the title and what can be done. */
export function PageHeader({ breadcrumbs, title, subtitle, actions }: PageHeaderProps) {
  return (
    <div className="mb-4">
      <div className="flex h-8 items-center justify-between gap-4 print:hidden">
        <Breadcrumbs items={breadcrumbs} />
        <CommandMenuTrigger className="hidden md:inline-flex" />
      </div>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-full">
          <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
          {subtitle ? <div className="mt-0.5 text-sm break-words text-muted">{subtitle}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2.5 print:hidden">{actions}</div> : null}
      </div>
    </div>
  );
}
