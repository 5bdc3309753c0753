import { type ApiOperation, describeRoute } from "@/lib/http/openapi/api-operation";
import { openApiDocumentSchema } from "@/lib/http/openapi/document-schema";
import * as health from "../../health/route";
import * as jobs from "../jobs/route";
import { datasetOperations } from "./dataset-operations";
import { engagementOperations } from "./engagement-operations";
import { peopleOperations } from "./people-operations";
import { recommenderOperations } from "./recommender-operations";
import { segmentationOperations } from "./segmentation-operations";
import { understandingOperations } from "./understanding-operations";
import { workbenchOperations } from "./workbench-operations";

/** The document's own route, which can't be imported here: it imports this list. */
const openapi: ApiOperation = {
  method: "GET",
  path: "/api/v1/openapi.json",
  tag: "Server",
  summary: "Get this document",
  contract: { auth: "viewer", response: openApiDocumentSchema },
};

/** Every operation of the API, in the order a reader wants them. A test holds it against the route files on disk. */
export const apiOperations: ApiOperation[] = [
  ...datasetOperations,
  ...segmentationOperations,
  ...understandingOperations,
  ...workbenchOperations,
  ...engagementOperations,
  ...recommenderOperations,
  ...peopleOperations,
  ...describeRoute("/api/v1/jobs", "Server", jobs, { GET: { summary: "List background jobs with their state" } }),
  ...describeRoute("/api/health", "Server", health, { GET: { summary: "Say whether database and worker are up", description: "503 where a part is down. The only call that needs no session or token." } }),
  openapi,
];
