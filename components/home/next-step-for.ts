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
  const done = runs.find((run) => run.status === "succeeded");
  const fresh = datasets.find((dataset) => isFresh(dataset, datasets, done));
  if (fresh && canWrite) return stepForDataset(fresh, datasets);
  const events = datasets.find(({ kind, status }) => kind === "events" && status === "ready");
  if (events && !done) return engagementStep(events, canWrite);
  if (done) return { title: `“${done.name}” is ready to read`, sentence: "See what sets each segment apart, and take every row away with its segment.", action: "Open the result", href: `/segmentations/${done.id}` };
  if (canWrite) return { title: "Bring in more data", sentence: "Upload a CSV, TSV, Excel or Parquet file; you see what is in it before anything is sent.", action: "Upload data", href: "/datasets/new" };
  return { title: "Look at the data", sentence: "Open a dataset to see its columns and rows.", action: "Datasets", href: "/datasets" };
}

/**
 * Nobody has made anything of it yet. Events are never segmented themselves: they have been used once users with features
 * were made of them, or once something newer was segmented; items once events know them.
 */
function isFresh(dataset: DatasetSummary, datasets: DatasetSummary[], done: SegmentationSummary | undefined): boolean {
  if (dataset.status !== "ready" || dataset.segmentationCount > 0) return false;
  if (dataset.kind === "events") return !dataset.links.profiles && (!done || done.createdAt < dataset.createdAt);
  if (dataset.kind === "items") return !datasets.some(({ links }) => links.items === dataset.id);
  return true;
}

function stepForDataset(dataset: DatasetSummary, datasets: DatasetSummary[]): Step {
  const { id, name, kind } = dataset;
  if (kind === "events") return engagementStep(dataset, true);
  const unlinked = kind === "items" ? datasets.find((other) => other.kind === "events" && other.status === "ready" && !other.links.items) : undefined;
  if (unlinked) return { title: `Link “${name}” to “${unlinked.name}”`, sentence: "Charts of the events then show titles and categories. The link is chosen on the page of the events, under “Linked datasets”.", action: "Link them", href: `/datasets/${unlinked.id}` };
  return { title: `“${name}” has no segmentation yet`, sentence: "Choose its features and a method, and see which groups are in it.", action: "Segment it", href: `/segmentations/new?dataset=${id}` };
}

function engagementStep({ id, name }: DatasetSummary, canWrite: boolean): Step {
  return {
    title: `“${name}” is ready to explore`,
    sentence: canWrite ? "See who is active, when and on what; one click there makes features of its users to segment." : "See who is active, when, on what, and who comes back.",
    action: "Open engagement",
    href: `/engagement/${id}`,
  };
}
