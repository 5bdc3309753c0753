import { Badge } from "@/components/ui/badge";
import type { RunStatus } from "@/lib/schemas/paging";

const looks = {
  queued: { tone: "neutral", label: "Waiting" },
  running: { tone: "accent", label: "Running" },
  succeeded: { tone: "good", label: "Done" },
  failed: { tone: "danger", label: "Failed" },
  cancelled: { tone: "warning", label: "Cancelled" },
} as const satisfies Record<RunStatus, { tone: string; label: string }>;

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { tone, label } = looks[status];
  return <Badge tone={tone}>{label}</Badge>;
}

export function isUnderWay(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}
