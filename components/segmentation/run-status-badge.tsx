import { Badge } from "@/components/ui/badge";
import type { RunStatus } from "@/lib/schemas/paging";

const looks = {
  queued: { tone: "neutral", label: "waiting" },
  running: { tone: "accent", label: "running" },
  succeeded: { tone: "good", label: "done" },
  failed: { tone: "danger", label: "failed" },
  cancelled: { tone: "warning", label: "cancelled" },
} as const satisfies Record<RunStatus, { tone: string; label: string }>;

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { tone, label } = looks[status];
  return <Badge tone={tone}>{label}</Badge>;
}

export function isUnderWay(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}
