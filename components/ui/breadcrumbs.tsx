import Link from "next/link";
import { Fragment } from "react";

export interface Crumb {
  label: string;
  /** Absent on the page itself. */
  href?: string;
}

export function Breadcrumbs({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
        {items.map((item, position) => (
          <Fragment key={position}>
            {position > 0 ? <li aria-hidden>/</li> : null}
            <li className={item.href ? "max-w-[45vw] shrink-0 truncate sm:max-w-80" : "min-w-0 truncate"}>
              {item.href ? (
                <Link href={item.href} className="hover:text-ink hover:underline">{item.label}</Link>
              ) : (
                <span aria-current="page" className="text-ink">{item.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
