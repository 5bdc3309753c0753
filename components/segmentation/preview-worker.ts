import { createPreviewer, type PreviewQuestion, type SegmentationPreview } from "@/lib/preview/preview-segmentation";
import type { SampleTable } from "@/lib/preview/sample-table";

export type PreviewMessage = { kind: "sample"; sample: SampleTable } | { kind: "question"; id: number; question: PreviewQuestion };
export type PreviewAnswer = { id: number; preview: SegmentationPreview } | { id: number; problem: string };

let previewer: ReturnType<typeof createPreviewer> | undefined;

self.addEventListener("message", ({ data }: MessageEvent<PreviewMessage>) => {
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
