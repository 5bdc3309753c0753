import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as agreement from "../segmentations/[id]/agreement/route";
import * as selection from "../segmentations/[id]/map/selection/route";
import * as values from "../segmentations/[id]/map/values/route";
import * as outliers from "../segmentations/[id]/outliers/route";
import * as silhouette from "../segmentations/[id]/silhouette/route";
import * as cancelUmap from "../segmentations/[id]/umap/cancel/route";
import * as umap from "../segmentations/[id]/umap/route";

const tag = "Segmentations";
const root = "/api/v1/segmentations/{id}";

/** What makes a finished segmentation understood and judged. */
export const understandingOperations = [
  ...describeRoute(`${root}/map/values`, tag, values, { GET: { summary: "Get a column's values for the rows of the map" } }),
  ...describeRoute(`${root}/map/selection`, tag, selection, { POST: { summary: "Get the rows inside an area of the map" } }),
  ...describeRoute(`${root}/umap`, tag, umap, {
    GET: { summary: "Get whether the segmentation has a UMAP, or how far it is" },
    POST: { summary: "Start laying out a UMAP", description: "It runs in the background, over all rows or a sample of 20,000; then the map takes `projection=umap`." },
  }),
  ...describeRoute(`${root}/umap/cancel`, tag, cancelUmap, { POST: { summary: "Cancel a UMAP" } }),
  ...describeRoute(`${root}/silhouette`, tag, silhouette, { GET: { summary: "Get how well each row fits its segment" } }),
  ...describeRoute(`${root}/outliers`, tag, outliers, { GET: { summary: "List the rows that a density-based segmentation left out, each with why" } }),
  ...describeRoute(`${root}/agreement`, tag, agreement, { GET: { summary: "Compare the segments with the groups that a column of the data names" } }),
];
