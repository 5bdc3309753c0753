import { problemText } from "@/lib/http/browser-fetch";
import { Alert } from "./alert";
import { Button } from "./button";

interface ProblemAlertProps {
  /** What a request threw; nothing shows without it. */
  error: unknown;
  /** Asks once more; absent where trying again would be refused again. */
  onRetry?: () => void;
  /** Instead of the server's own title. */
  title?: string;
  className?: string;
}

/** A request that failed: what happened, what to do, the reference for a report, and one more try. */
export function ProblemAlert({ error, onRetry, title, className }: ProblemAlertProps) {
  if (!error) return null;
  const problem = problemText(error);
  return (
    <Alert tone="danger" title={title ?? problem.title} reference={problem.requestId} className={className} action={onRetry ? <Button size="sm" onClick={onRetry}>Try again</Button> : undefined}>
      {problem.detail}
    </Alert>
  );
}

/** The first of some questions that failed; another try asks all that did. */
export function QueriesAlert({ queries, className }: { queries: readonly { error: unknown; refetch: () => unknown }[]; className?: string }) {
  const failed = queries.filter(({ error }) => error);
  return <ProblemAlert error={failed[0]?.error} onRetry={() => failed.forEach(({ refetch }) => void refetch())} className={className} />;
}
