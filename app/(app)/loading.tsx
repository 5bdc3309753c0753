import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3.5">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-8 w-80" />
      <Skeleton className="mt-4 h-64 w-full" />
    </div>
  );
}
