import { UserRound } from "lucide-react";
import { segmentColor } from "@/lib/charts/segment-color";

/** Stands for a viewer; in the colour of the segment, where there is one. */
export function ViewerMark({ segment }: { segment: number | undefined }) {
  const color = segment === undefined ? "var(--muted)" : segmentColor(segment);
  return (
    <span aria-hidden className="flex size-8 shrink-0 items-center justify-center rounded-full" style={{ color, background: `color-mix(in srgb, ${color} 18%, transparent)` }}>
      <UserRound className="size-4" />
    </span>
  );
}
