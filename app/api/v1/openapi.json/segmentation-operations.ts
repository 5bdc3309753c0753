import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as cancel from "../segmentations/[id]/cancel/route";
import * as cut from "../segmentations/[id]/cut/route";
import * as download from "../segmentations/[id]/export/route";
import * as map from "../segmentations/[id]/map/route";
import * as rerun from "../segmentations/[id]/rerun/route";
import * as segmentation from "../segmentations/[id]/route";
import * as rows from "../segmentations/[id]/rows/route";
import * as estimate from "../segmentations/estimate/route";
import * as segmentations from "../segmentations/route";
import * as restoreSegment from "../segments/[id]/restore/route";
import * as segment from "../segments/[id]/route";

const tag = "Segmentations";
const root = "/api/v1/segmentations";

export const segmentationOperations = [
  ...describeRoute(root, tag, segmentations, {
    GET: { summary: "List segmentations" },
    POST: { summary: "Start a segmentation", description: "It runs in the background: ask for it until its status is `succeeded`, `failed` or `cancelled`. The same request with the same seed gives the same result." },
  }),
  ...describeRoute(`${root}/estimate`, tag, estimate, { POST: { summary: "Check a request and estimate its memory and time, without running it" } }),
  ...describeRoute(`${root}/{id}`, tag, segmentation, {
    GET: { summary: "Get a segmentation with its progress, quality and segments" },
    PATCH: { summary: "Rename a segmentation" },
    DELETE: { summary: "Delete a segmentation" },
  }),
  ...describeRoute(`${root}/{id}/cancel`, tag, cancel, { POST: { summary: "Cancel a segmentation" } }),
  ...describeRoute(`${root}/{id}/rerun`, tag, rerun, { POST: { summary: "Run the same request again" } }),
  ...describeRoute(`${root}/{id}/cut`, tag, cut, {
    GET: { summary: "Look at a hierarchical segmentation cut into another number of segments, from its stored tree" },
    PUT: { summary: "Save another cut as the segmentation's own", description: "Refused while audiences or scorings rest on its present segments." },
  }),
  ...describeRoute(`${root}/{id}/map`, tag, map, { GET: { summary: "Get rows in the plane of the first two principal components" } }),
  ...describeRoute(`${root}/{id}/rows`, tag, rows, { GET: { summary: "Page through rows with their segment" } }),
  ...describeRoute(`${root}/{id}/export`, tag, download, {
    GET: { summary: "Download segments, or every row with its segment", produces: ["text/csv", "application/json", "application/vnd.apache.parquet"] },
  }),
  ...describeRoute("/api/v1/segments/{id}", "Segments", segment, {
    GET: { summary: "Get a segment with its characteristics and evidence" },
    PATCH: { summary: "Rename or describe a segment" },
  }),
  ...describeRoute("/api/v1/segments/{id}/restore", "Segments", restoreSegment, { POST: { summary: "Take back the automatic name and description" } }),
];
