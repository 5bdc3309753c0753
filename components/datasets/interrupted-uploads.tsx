"use client";

import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/charts/format-bytes";
import { discardUpload, forgetUpload, listInterruptedUploads, receivedBytes, type InterruptedUpload } from "./resumable-upload";

type Found = InterruptedUpload & { received: number };

/** Offers to go on with uploads that a reload or a closed tab interrupted. */
export function InterruptedUploads() {
  const [found, setFound] = useState<Found[]>([]);

  useEffect(() => {
    let current = true;
    void Promise.all(
      listInterruptedUploads().map(async (entry) => {
        const received = await receivedBytes(entry.url);
        if (received === undefined || received >= entry.totalBytes) forgetUpload(entry.key);
        return { ...entry, received: received ?? entry.totalBytes };
      }),
    ).then((entries) => current && setFound(entries.filter((entry) => entry.received < entry.totalBytes)));
    return () => {
      current = false;
    };
  }, []);

  function discard(entry: Found) {
    setFound((before) => before.filter((other) => other.key !== entry.key));
    void discardUpload(entry);
  }

  return found.map((entry) => (
    <Alert
      key={entry.key}
      tone="warning"
      className="mb-3.5"
      title={<><bdi>{entry.fileName}</bdi> was interrupted at {formatBytes(entry.received)} of {formatBytes(entry.totalBytes)}</>}
      action={<Button size="sm" onClick={() => discard(entry)}>Discard</Button>}
    >
      Choose the same file again below: the upload goes on where it stopped.
    </Alert>
  ));
}
