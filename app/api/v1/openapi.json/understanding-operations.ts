import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as agreement from "../segmentations/[id]/agreement/route";
import * as silhouette from "../segmentations/[id]/silhouette/route";

const tag = "Segmentations";
const root = "/api/v1/segmentations/{id}";

/** What makes a finished segmentation understood and judged. */
export const understandingOperations = [
  ...describeRoute(`${root}/silhouette`, tag, silhouette, { GET: { summary: "Get how well each row fits its segment" } }),
  ...describeRoute(`${root}/agreement`, tag, agreement, { GET: { summary: "Compare the segments with the groups that a column of the data names" } }),
];
