import type { DatasetSummary } from "@/lib/schemas/dataset";
import type { SegmentationSummary } from "@/lib/schemas/segmentation";

/** The one thing to do next: what the situation is, and where to go. */
export interface Step {
  title: string;
  sentence: string;
  action: string;
  href: string;
}

interface Situation {
  /** Newest first. */
  datasets: DatasetSummary[];
  /** Newest first. */
  runs: SegmentationSummary[];
  canWrite: boolean;
}

/** Judged from the newest work backwards: what runs, what failed, what has not been segmented, what is there to read. */
export function nextStepFor({ datasets, runs, canWrite }: Situation): Step {
  const running = runs.find((run) => run.status === "queued" || run.status === "running");
  if (running) return { title: `“${running.name}” is running`, sentence: `${running.progress.stage || "It waits for a free worker"}. Its page updates live.`, action: "Watch it", href: `/segmentations/${running.id}` };
  const reading = datasets.find((dataset) => dataset.status === "ingesting");
  if (reading) return { title: `“${reading.name}” is being read`, sentence: "Columns and rows show as soon as the file is read.", action: "Watch it", href: `/datasets/${reading.id}` };
  const fresh = datasets.find((dataset) => dataset.status === "ready" && dataset.segmentationCount === 0);
  if (fresh && canWrite) return { title: `“${fresh.name}” has no segmentation yet`, sentence: "Choose its features and a method, and see which groups are in it.", action: "Segment it", href: `/segmentations/new?dataset=${fresh.id}` };
  const done = runs.find((run) => run.status === "succeeded");
  if (done) return { title: `“${done.name}” is ready to read`, sentence: "See what sets each segment apart, and take every row away with its segment.", action: "Open the result", href: `/segmentations/${done.id}` };
  if (canWrite) return { title: "Bring in more data", sentence: "Upload a CSV, TSV, Excel or Parquet file; you see what is in it before anything is sent.", action: "Upload data", href: "/datasets/new" };
  return { title: "Look at the data", sentence: "Open a dataset to see its columns and rows.", action: "Datasets", href: "/datasets" };
}
