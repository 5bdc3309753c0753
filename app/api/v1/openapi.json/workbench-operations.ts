import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as cancelAdvice from "../advice/[id]/cancel/route";
import * as adviceAnswer from "../advice/[id]/route";
import * as advice from "../advice/route";
import * as members from "../audiences/[id]/members/route";
import * as audience from "../audiences/[id]/route";
import * as audienceCount from "../audiences/count/route";
import * as audiences from "../audiences/route";
import * as ruleBook from "../rule-book/route";
import * as tryRules from "../rule-book/try/route";
import * as scored from "../scorings/[id]/export/route";
import * as scoringMoves from "../scorings/[id]/moved/route";
import * as scoring from "../scorings/[id]/route";
import * as unlike from "../scorings/[id]/unlike/route";
import * as revokeShareLink from "../share-links/[id]/route";
import * as compare from "../segmentations/[id]/compare/[otherId]/route";
import * as moved from "../segmentations/[id]/compare/[otherId]/moved/route";
import * as recommendations from "../segmentations/[id]/recommendations/route";
import * as repetitions from "../segmentations/[id]/repetitions/route";
import * as report from "../segmentations/[id]/report/route";
import * as score from "../segmentations/[id]/score/route";
import * as shareLinks from "../segmentations/[id]/share-links/route";
import * as trend from "../segmentations/[id]/trend/route";

const files = ["text/csv", "application/json"];

export const workbenchOperations = [
  ...describeRoute("/api/v1/advice", "Advice", advice, {
    POST: { summary: "Ask for advice on k, eps or the number of components", description: "Also says whether the data have any structure to find. It runs in the background." },
  }),
  ...describeRoute("/api/v1/advice/{id}", "Advice", adviceAnswer, { GET: { summary: "Get an advice with its indices, votes and suggestion" } }),
  ...describeRoute("/api/v1/advice/{id}/cancel", "Advice", cancelAdvice, { POST: { summary: "Cancel an advice" } }),
  ...describeRoute("/api/v1/segmentations/{id}/compare/{otherId}", "Segmentations", compare, { GET: { summary: "Compare two segmentations of one dataset" } }),
  ...describeRoute("/api/v1/segmentations/{id}/compare/{otherId}/moved", "Segmentations", moved, {
    GET: { summary: "Page through the rows that moved between two segmentations", description: "Or those of one pair of segments. With `format=csv` or `format=json` it is a file.", produces: files },
  }),
  ...describeRoute("/api/v1/segmentations/{id}/trend", "Segmentations", trend, { GET: { summary: "Get how each segment's share has changed since the run before" } }),
  ...describeRoute("/api/v1/segmentations/{id}/score", "Scorings", score, {
    GET: { summary: "List what was scored with a segmentation" },
    POST: { summary: "Put the rows of a dataset into the segments of a saved run" },
  }),
  ...describeRoute("/api/v1/scorings/{id}", "Scorings", scoring, { GET: { summary: "Get a scoring with its shares and drift" } }),
  ...describeRoute("/api/v1/scorings/{id}/moved", "Scorings", scoringMoves, {
    GET: { summary: "Page through the rows that are in another segment now", description: "Rows are found again by the column that names them. With `format=csv` or `format=json` it is a file.", produces: files },
  }),
  ...describeRoute("/api/v1/scorings/{id}/unlike", "Scorings", unlike, { GET: { summary: "List the rows unlike anything that the run was made on" } }),
  ...describeRoute("/api/v1/scorings/{id}/export", "Scorings", scored, { GET: { summary: "Download every scored row with its segment", produces: files } }),
  ...describeRoute("/api/v1/audiences", "Audiences", audiences, { GET: { summary: "List audiences" }, POST: { summary: "Save segments or a filter as an audience" } }),
  ...describeRoute("/api/v1/audiences/count", "Audiences", audienceCount, { POST: { summary: "Count the rows of an audience before saving it" } }),
  ...describeRoute("/api/v1/audiences/{id}", "Audiences", audience, { GET: { summary: "Get an audience" }, DELETE: { summary: "Delete an audience" } }),
  ...describeRoute("/api/v1/audiences/{id}/members", "Audiences", members, { GET: { summary: "Download the rows of an audience", produces: files } }),
  ...describeRoute("/api/v1/rule-book/try", "Segments", tryRules, { POST: { summary: "See which segments of a run each rule would speak for, without saving anything" } }),
  ...describeRoute("/api/v1/segmentations/{id}/recommendations", "Segments", recommendations, {
    GET: { summary: "Get what the rule book suggests for each segment", description: "With `format=csv` or `format=json` it is a file.", produces: files },
  }),
  ...describeRoute("/api/v1/segmentations/{id}/repetitions", "Segmentations", repetitions, {
    GET: { summary: "Compare a run with the runs that repeat it", description: "With the SHA-256 of what each read and gave, and whether the bytes are identical." },
  }),
  ...describeRoute("/api/v1/segmentations/{id}/report", "Reports", report, { GET: { summary: "Download the report of a run as one HTML file", produces: ["text/html"] } }),
  ...describeRoute("/api/v1/segmentations/{id}/share-links", "Reports", shareLinks, {
    GET: { summary: "List the public links to a report that still work" },
    POST: { summary: "Make a public link to a report", description: "Whoever has the link reads the report, without data about single rows, until it expires or is revoked. The address is in this answer only." },
  }),
  ...describeRoute("/api/v1/share-links/{id}", "Reports", revokeShareLink, { DELETE: { summary: "Revoke a public link" } }),
  ...describeRoute("/api/v1/rule-book", "Segments", ruleBook, {
    GET: { summary: "Get the rules that suggest actions" },
    PUT: { summary: "Replace the rules that suggest actions" },
    DELETE: { summary: "Go back to the original rules" },
  }),
];
