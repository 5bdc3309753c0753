import { cn } from "@/components/ui/class-names";

const looks: Record<string, string> = {
  GET: "bg-soft text-ink",
  POST: "bg-accent-soft text-accent",
  PUT: "bg-warning-soft text-warning",
  PATCH: "bg-warning-soft text-warning",
  DELETE: "bg-danger-soft text-danger",
};

export function MethodBadge({ method }: { method: string }) {
  return <span className={cn("inline-block w-14 shrink-0 rounded-[5px] px-1.5 py-px text-center font-mono text-2xs font-semibold", looks[method])}>{method}</span>;
}
