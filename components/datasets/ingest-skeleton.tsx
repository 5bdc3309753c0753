import { Skeleton } from "@/components/ui/skeleton";

/** The places that the columns and rows will take once the file is read. */
export function IngestSkeleton() {
  return (
    <div className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Skeleton className="h-96 rounded-card" />
      <Skeleton className="h-96 rounded-card" />
    </div>
  );
}
