import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { problemText } from "@/lib/http/browser-fetch";

interface LoadMoreProps {
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** Below a paged list: what went wrong with it, and the way to its next page. */
export function LoadMore({ error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch }: LoadMoreProps) {
  const problem = error && problemText(error);
  return (
    <>
      {problem ? (
        <Alert tone="danger" title={problem.title} reference={problem.requestId} className="mt-3" action={<Button size="sm" onClick={() => refetch()}>Try again</Button>}>
          {problem.detail}
        </Alert>
      ) : null}
      {hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button size="sm" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>Show more</Button>
        </div>
      ) : null}
    </>
  );
}
