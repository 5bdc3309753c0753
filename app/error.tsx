"use client";

import { FailurePage } from "@/components/account/failure-page";

/** Catches what fails outside the signed-in pages' own error page: the session check itself, sign-in, set-up. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FailurePage digest={error.digest} reset={reset} />;
}
