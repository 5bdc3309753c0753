"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

export default function AppError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Alert tone="danger" title="This page could not be shown" reference={error.digest} className="mt-8" action={<Button size="sm" onClick={reset}>Try again</Button>}>
      Something went wrong on the way. Try again; if it stays, tell your administrator the reference.
    </Alert>
  );
}
