"use client";

import { useEffect, useRef, useState } from "react";
import type { PreviewQuestion, SegmentationPreview } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";
import type { PreviewAnswer, PreviewMessage } from "./preview-worker";

/**
 * Asks the preview worker whenever the question changes. One question is under way at a time and only the newest waits,
 * so that a dragged slider never builds a queue.
 */
export function useSegmentationPreview(sample: SampleTable | undefined, question: PreviewQuestion) {
  const [preview, setPreview] = useState<SegmentationPreview>();
  const [problem, setProblem] = useState<string>();
  const ask = useRef<(question: PreviewQuestion) => void>(undefined);
  const newest = useRef(question);
  // Equal questions are asked once, whatever object they come in.
  const key = JSON.stringify(question);

  useEffect(() => {
    newest.current = JSON.parse(key) as PreviewQuestion;
    ask.current?.(newest.current);
  }, [key]);

  useEffect(() => {
    if (!sample) return;
    const worker = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
    let busy = false;
    let waiting: PreviewQuestion | undefined;
    let id = 0;
    const send = (message: PreviewMessage) => worker.postMessage(message);
    const askWorker = (next: PreviewQuestion) => {
      if (busy) {
        waiting = next;
        return;
      }
      busy = true;
      send({ kind: "question", id: (id += 1), question: next });
    };
    worker.addEventListener("message", ({ data }: MessageEvent<PreviewAnswer>) => {
      busy = false;
      if ("preview" in data) setPreview(data.preview);
      setProblem("problem" in data ? data.problem : undefined);
      const next = waiting;
      waiting = undefined;
      if (next) askWorker(next);
    });
    worker.addEventListener("error", () => setProblem("The preview could not start in this browser. The run itself does not need it."));
    send({ kind: "sample", sample });
    ask.current = askWorker;
    askWorker(newest.current);
    return () => {
      ask.current = undefined;
      worker.terminate();
    };
  }, [sample]);

  return { preview, problem };
}
