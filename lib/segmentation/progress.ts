import { KernelCancelled, type KernelControl } from "../kernels/control";

/** How a caller watches and bounds a whole segmentation. */
export interface PipelineControl extends Omit<KernelControl, "onProgress"> {
  /** Called with the stage in words and the share of the whole work done, 0 … 1, never decreasing. */
  onProgress?: (stage: string, ratio: number) => void;
}

/** A stretch of the whole work: its kernel's own 0 … 1 is mapped into `from` … `to`. */
export function stageControl(control: PipelineControl, stage: string, from: number, to: number): KernelControl {
  const { onProgress, ...bounds } = control;
  onProgress?.(stage, from);
  return { ...bounds, onProgress: (ratio) => onProgress?.(stage, from + (to - from) * ratio) };
}

/** Lets other work of the process run, and stops here when the caller has cancelled. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  if (signal?.aborted) throw new KernelCancelled();
}
