import { Button } from "@/components/ui/button";
import { ProblemAlert } from "@/components/ui/problem-alert";

interface LoadMoreProps {
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** Below a paged list: what went wrong with it, and the way to its next page. */
export function LoadMore({ error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch }: LoadMoreProps) {
  return (
    <>
      <ProblemAlert error={error} onRetry={() => refetch()} className="mt-3" />
      {hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button size="sm" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>Show more</Button>
        </div>
      ) : null}
    </>
  );
}
