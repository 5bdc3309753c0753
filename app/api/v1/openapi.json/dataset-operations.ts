import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as cancel from "../datasets/[id]/cancel/route";
import * as dependents from "../datasets/[id]/dependents/route";
import * as events from "../datasets/[id]/events/route";
import * as download from "../datasets/[id]/export/route";
import * as featuresFromEvents from "../datasets/[id]/features-from-events/route";
import * as features from "../datasets/[id]/features/route";
import * as makeAgain from "../datasets/[id]/make-again/route";
import * as rejectsFile from "../datasets/[id]/rejects.csv/route";
import * as rejects from "../datasets/[id]/rejects/route";
import * as reread from "../datasets/[id]/reread/route";
import * as dataset from "../datasets/[id]/route";
import * as rows from "../datasets/[id]/rows/route";
import * as sample from "../datasets/[id]/sample/route";
import * as restore from "../datasets/[id]/versions/[versionId]/restore/route";
import * as version from "../datasets/[id]/versions/[versionId]/route";
import * as versions from "../datasets/[id]/versions/route";
import * as datasets from "../datasets/route";
import * as example from "../examples/[name]/route";
import * as examples from "../examples/route";

const tag = "Datasets";
const root = "/api/v1/datasets";
const fileTypes = ["text/csv", "text/tab-separated-values", "application/gzip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet", "multipart/form-data"];

export const datasetOperations = [
  ...describeRoute(root, tag, datasets, {
    GET: { summary: "List datasets" },
    POST: {
      summary: "Upload a dataset",
      description: "The body is the file, or a form with the part `file`. It is streamed to disk and read in the background: ask for the dataset until its status is `ready` or `failed`.",
      accepts: fileTypes,
    },
  }),
  ...describeRoute(`${root}/{id}`, tag, dataset, {
    GET: { summary: "Get a dataset with its columns" },
    PATCH: { summary: "Rename a dataset, change its kind, column types, roles or links", description: "A changed type reads the file again as a new version." },
    DELETE: { summary: "Delete a dataset with its segmentations" },
  }),
  ...describeRoute(`${root}/{id}/dependents`, tag, dependents, { GET: { summary: "Count what goes with a dataset when it is deleted" } }),
  ...describeRoute(`${root}/{id}/rows`, tag, rows, { GET: { summary: "Page through a dataset’s rows, sorted and filtered" } }),
  ...describeRoute(`${root}/{id}/sample`, tag, sample, {
    GET: { summary: "Get some rows from all over the dataset, always the same ones" },
    POST: { summary: "Make a dataset of some of its rows" },
  }),
  ...describeRoute(`${root}/{id}/export`, tag, download, { GET: { summary: "Download the rows", produces: ["text/csv", "application/json", "application/vnd.apache.parquet"] } }),
  ...describeRoute(`${root}/{id}/rejects`, tag, rejects, { GET: { summary: "Page through rejected rows, each with line, column, value and reason" } }),
  ...describeRoute(`${root}/{id}/rejects.csv`, tag, rejectsFile, { GET: { summary: "Download rejected rows with line, column, value and reason", produces: ["text/csv"] } }),
  ...describeRoute(`${root}/{id}/features`, tag, features, { GET: { summary: "Suggest features to segment by", description: "Each column with whether it is a sensible feature, and why not." } }),
  ...describeRoute(`${root}/{id}/features-from-events`, tag, featuresFromEvents, {
    GET: { summary: "Offer the features that a dataset of events allows", description: "Each with the columns it becomes, or with why these events don’t allow it; and what stands in for what is not chosen." },
    POST: { summary: "Make a dataset of users from a dataset of events", description: "One row per user, with the `features` that are asked for; every possible one without. A job makes it; what was chosen stays with the dataset (`madeFrom`), and a new version of the events makes a new version of it unless `follows` is false." },
  }),
  ...describeRoute(`${root}/{id}/make-again`, tag, makeAgain, { POST: { summary: "Make features once more from the events as they are now" } }),
  ...describeRoute(`${root}/{id}/events`, tag, events, {
    GET: { summary: "List events that were sent in, newest first" },
    POST: {
      summary: "Send events: ratings, plays, likes, watchlist, not interested",
      description: "One event, or `{events: […]}`; all of them are stored, or none. They are on disk before the answer, change what the user is recommended at once, and are rows of the dataset and in its charts within seconds. With an `id` of the sender’s own, an event that is sent again is stored once. Events of a `testUser` never become rows.",
    },
  }),
  ...describeRoute(`${root}/{id}/cancel`, tag, cancel, { POST: { summary: "Cancel the reading of a file" } }),
  ...describeRoute(`${root}/{id}/reread`, tag, reread, { POST: { summary: "Read the file again with other options" } }),
  ...describeRoute(`${root}/{id}/versions`, tag, versions, {
    POST: { summary: "Upload a file that appends to or replaces the rows, as a new version", accepts: fileTypes },
  }),
  ...describeRoute(`${root}/{id}/versions/{versionId}`, tag, version, { DELETE: { summary: "Delete a version that is not the present one" } }),
  ...describeRoute(`${root}/{id}/versions/{versionId}/restore`, tag, restore, { POST: { summary: "Make an earlier version the present one" } }),
  ...describeRoute("/api/v1/examples", "Examples", examples, { GET: { summary: "List the example datasets" } }),
  ...describeRoute("/api/v1/examples/{name}", "Examples", example, { POST: { summary: "Load an example dataset" } }),
];
