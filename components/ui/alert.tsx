import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

const looks = {
  info: { icon: Info, className: "border-line bg-soft text-ink", iconClassName: "text-muted" },
  good: { icon: CircleCheck, className: "border-good/30 bg-good-soft text-ink", iconClassName: "text-good" },
  warning: { icon: TriangleAlert, className: "border-warning/30 bg-warning-soft text-ink", iconClassName: "text-warning" },
  danger: { icon: CircleAlert, className: "border-danger/30 bg-danger-soft text-ink", iconClassName: "text-danger" },
} as const;

interface AlertProps {
  tone?: keyof typeof looks;
  title?: ReactNode;
  /** What happened and what to do. */
  children?: ReactNode;
  action?: ReactNode;
  /** Shown small, for a report: the request id. */
  reference?: string;
  className?: string;
}

export function Alert({ tone = "info", title, children, action, reference, className }: AlertProps) {
  const { icon: Icon, className: look, iconClassName } = looks[tone];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={cn("flex items-start gap-2.5 rounded-control border px-3 py-2 text-sm", look, className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconClassName)} />
      <div className="min-w-0 grow break-words">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div>{children}</div> : null}
        {reference ? <p className="mt-0.5 text-xs text-muted">Reference: <span className="font-mono">{reference}</span></p> : null}
      </div>
      {action}
    </div>
  );
}
