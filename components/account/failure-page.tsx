"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { errorCodes } from "@/lib/errors";

const advice: Record<string, string> = {
  database_unavailable: "Tessera is running, but its database does not answer. Nothing is lost; try again shortly. If it stays, start Tessera again or check DATABASE_URL.",
  storage_full: "The server's disk is full. Free some space on it, then try again.",
};

/** A whole page for a failure: what happened, what to do, and the reference. `digest` is an error code of ours, or Next's hash. */
export function FailurePage({ digest, reset }: { digest?: string; reset: () => void }) {
  const router = useRouter();
  const known = Object.entries(errorCodes).find(([code]) => code === digest);
  const title = known?.[1].title ?? "This page could not be shown";
  const tryAgain = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <Card className="flex w-full max-w-md flex-col items-start gap-3 p-6">
        <BrandMark className="size-6" />
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="text-sm text-muted">{(digest && advice[digest]) ?? "Something went wrong on the server. Try again; if it stays, tell your administrator the reference."}</p>
        {digest && !known ? <p className="text-xs text-muted">Reference: <span className="font-mono">{digest}</span></p> : null}
        <Button variant="primary" onClick={tryAgain}>Try again</Button>
      </Card>
    </main>
  );
}
