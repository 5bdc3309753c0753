"use client";

import { useEffect, useState } from "react";
import type { FeatureReliance } from "@/lib/preview/feature-reliance";
import type { PreviewQuestion } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";
import type { RelianceAnswer, RelianceMessage } from "./preview-worker";

/** A slider on the move asks nothing; one that rests does. */
const RESTING_MS = 500;

/** What-if per feature on the sample, in a worker that ends with its question. Undefined while it is worked out. */
export function useFeatureReliance(sample: SampleTable | undefined, question: PreviewQuestion) {
  const key = JSON.stringify(question);
  const [answer, setAnswer] = useState<{ key: string; answer: RelianceAnswer }>();
  useEffect(() => {
    if (!sample) return;
    let worker: Worker | undefined;
    const rest = setTimeout(() => {
      worker = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<RelianceAnswer>) => setAnswer({ key, answer: data }));
      worker.addEventListener("error", () => setAnswer({ key, answer: { problem: "The what-if could not start in this browser. The run itself does not need it." } }));
      worker.postMessage({ kind: "reliance", sample, question: JSON.parse(key) as PreviewQuestion } satisfies RelianceMessage);
    }, RESTING_MS);
    return () => {
      clearTimeout(rest);
      worker?.terminate();
    };
  }, [sample, key]);
  const current = answer?.key === key ? answer.answer : undefined;
  return {
    reliance: current && "reliance" in current ? current.reliance : undefined,
    problem: current && "problem" in current ? current.problem : undefined,
    /** The last answer, to be shown faded while the next one is worked out. */
    previous: answer && "reliance" in answer.answer ? answer.answer.reliance : (undefined as FeatureReliance[] | undefined),
  };
}
