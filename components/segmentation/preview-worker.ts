import { type FeatureReliance, featureReliance } from "@/lib/preview/feature-reliance";
import { createPreviewer, type PreviewQuestion, type SegmentationPreview } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";

export type PreviewMessage = { kind: "sample"; sample: SampleTable } | { kind: "question"; id: number; question: PreviewQuestion };
/** Asked of a worker of its own: it takes as long as there are features, and the preview must not wait for it. */
export interface RelianceMessage {
  kind: "reliance";
  sample: SampleTable;
  question: PreviewQuestion;
}
export type RelianceAnswer = { reliance: FeatureReliance[] } | { problem: string };
export type PreviewAnswer = { id: number; preview: SegmentationPreview } | { id: number; problem: string };

let previewer: ReturnType<typeof createPreviewer> | undefined;

self.addEventListener("message", ({ data }: MessageEvent<PreviewMessage | RelianceMessage>) => {
  if (data.kind === "reliance") {
    self.postMessage(answerReliance(data));
    return;
  }
  if (data.kind === "sample") {
    previewer = createPreviewer(data.sample);
    return;
  }
  if (!previewer) return;
  try {
    self.postMessage({ id: data.id, preview: previewer(data.question) } satisfies PreviewAnswer);
  } catch (error) {
    self.postMessage({ id: data.id, problem: error instanceof Error ? error.message : String(error) } satisfies PreviewAnswer);
  }
});

function answerReliance({ sample, question }: RelianceMessage): RelianceAnswer {
  try {
    return { reliance: featureReliance(sample, question) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
