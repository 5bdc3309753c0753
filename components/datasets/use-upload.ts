"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { TransferProgress } from "@/lib/preview/transfer-rate";
import { startUpload, type RunningUpload, type UploadFailure, type UploadTarget } from "./resumable-upload";

export type UploadState =
  | { phase: "idle" }
  | { phase: "sending" | "interrupted" | "paused"; progress: TransferProgress }
  | { phase: "failed"; failure: UploadFailure; progress: TransferProgress };

/** How one upload ended. A lost connection is no end: it waits until the user goes on or cancels. */
export type UploadEnd = { end: "done"; uploadId: string } | { end: "refused"; failure: UploadFailure } | { end: "cancelled" };

const nothingSent = (file: File): TransferProgress => ({ sentBytes: 0, totalBytes: file.size, bytesPerSecond: 0 });

function progressOf(state: UploadState, file: File): TransferProgress {
  return "progress" in state ? state.progress : nothingSent(file);
}

interface Current {
  upload?: RunningUpload;
  settle: (end: UploadEnd) => void;
  cancelled?: boolean;
}

/** One upload at a time with pause, resume and cancel; leaving the page while it runs asks first. */
export function useUpload() {
  const [state, setState] = useState<UploadState>({ phase: "idle" });
  const current = useRef<Current | null>(null);
  const busy = state.phase === "sending" || state.phase === "interrupted";

  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  // Leaving by a link of the product stops the sending; the server keeps what it has, so it can go on later.
  useEffect(() => () => void current.current?.upload?.pause(), []);

  const start = useCallback((file: File, target: UploadTarget) => {
    setState({ phase: "sending", progress: nothingSent(file) });
    return new Promise<UploadEnd>((resolve) => {
      const own: Current = { settle: resolve };
      current.current = own;
      const finish = (end: UploadEnd) => {
        current.current = null;
        setState({ phase: "idle" });
        resolve(end);
      };
      void startUpload(file, target, {
        onProgress: (progress) => setState({ phase: "sending", progress }),
        onInterrupted: () => setState((before) => ({ phase: "interrupted", progress: progressOf(before, file) })),
        onDone: (uploadId) => finish({ end: "done", uploadId }),
        onFailed: (failure) => {
          if (!failure.resumable) finish({ end: "refused", failure });
          else setState((before) => ({ phase: "failed", failure, progress: progressOf(before, file) }));
        },
      }).then((upload) => {
        own.upload = upload;
        if (own.cancelled) void upload.cancel();
      });
    });
  }, []);

  const pause = useCallback(async () => {
    await current.current?.upload?.pause();
    setState((before) => ("progress" in before ? { phase: "paused", progress: before.progress } : before));
  }, []);
  const resume = useCallback(() => {
    setState((before) => ("progress" in before ? { phase: "sending", progress: { ...before.progress, bytesPerSecond: 0 } } : before));
    current.current?.upload?.resume();
  }, []);
  const cancel = useCallback(async () => {
    const cancelled = current.current;
    current.current = null;
    setState({ phase: "idle" });
    if (!cancelled) return;
    cancelled.cancelled = true;
    cancelled.settle({ end: "cancelled" });
    await cancelled.upload?.cancel();
  }, []);

  return { state, start, pause, resume, cancel };
}
