import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as dashboard from "../dashboards/[id]/route";
import * as dashboards from "../dashboards/route";
import * as chart from "../engagement/[datasetId]/[chart]/route";
import * as audiences from "../engagement/[datasetId]/audiences/route";
import * as insights from "../engagement/[datasetId]/insights/route";
import * as groups from "../engagement/[datasetId]/groups/route";
import * as links from "../engagement/[datasetId]/links/route";
import * as members from "../engagement/[datasetId]/members/route";
import * as unknownIds from "../engagement/[datasetId]/unknown-ids/route";
import * as user from "../engagement/[datasetId]/user/route";

export const engagementOperations = [
  ...describeRoute("/api/v1/engagement/{datasetId}/{chart}", "Engagement", chart, { GET: { summary: "Get the rows of an engagement chart" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/insights", "Engagement", insights, { GET: { summary: "Get what holds beyond chance, in sentences with their numbers" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/user", "Engagement", user, { GET: { summary: "Get one user's events, sessions, categories, profile and segments" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/members", "Engagement", members, { GET: { summary: "Get the users behind a cell of a chart" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/audiences", "Engagement", audiences, { POST: { summary: "Save the users behind a cell of a chart as an audience" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/groups", "Engagement", groups, { GET: { summary: "List the segments and audiences that the charts can be split by", description: "Those of the linked profiles and of the features that were made from these events, by dataset and run, newest first." } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/links", "Engagement", links, { GET: { summary: "Say how well the events' keys match the linked datasets" } }),
  ...describeRoute("/api/v1/engagement/{datasetId}/unknown-ids", "Engagement", unknownIds, { GET: { summary: "Download the ids that a linked dataset doesn't know", produces: ["text/csv"] } }),
  ...describeRoute("/api/v1/dashboards", "Engagement", dashboards, { GET: { summary: "List the dashboards of a dataset: one's own and the shared ones" }, POST: { summary: "Save a dashboard" } }),
  ...describeRoute("/api/v1/dashboards/{id}", "Engagement", dashboard, { GET: { summary: "Get a dashboard" }, PATCH: { summary: "Change one's own dashboard" }, DELETE: { summary: "Delete one's own dashboard" } }),
];
