import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as itemSearch from "../items/search/route";
import * as cancel from "../recommenders/[id]/cancel/route";
import * as download from "../recommenders/[id]/export/route";
import * as foldIn from "../recommenders/[id]/fold-in/route";
import * as playlist from "../recommenders/[id]/playlist/route";
import * as recommendations from "../recommenders/[id]/recommendations/route";
import * as retrain from "../recommenders/[id]/retrain/route";
import * as recommender from "../recommenders/[id]/route";
import * as rows from "../recommenders/[id]/rows/route";
import * as segments from "../recommenders/[id]/segments/route";
import * as similar from "../recommenders/[id]/similar/route";
import * as users from "../recommenders/[id]/users/route";
import * as promote from "../recommenders/[id]/versions/[number]/promote/route";
import * as algorithms from "../recommenders/algorithms/route";
import * as recommenders from "../recommenders/route";

const tag = "Recommenders";
const root = "/api/v1/recommenders";

export const recommenderOperations = [
  ...describeRoute(root, tag, recommenders, {
    GET: { summary: "List recommenders" },
    POST: { summary: "Train a recommender on a dataset of events", description: "It trains in the background, with the baselines beside: ask for it until its status is `succeeded`, `failed` or `cancelled`. The same request with the same seed on the same data gives the same model." },
  }),
  ...describeRoute(`${root}/algorithms`, tag, algorithms, { GET: { summary: "List what can be trained, with the parameters of each" } }),
  ...describeRoute(`${root}/{id}`, tag, recommender, {
    GET: { summary: "Get a recommender with its progress, quality and versions", description: "`quality` is that of the version that serves: figures with 95 % intervals beside every baseline, who is served badly, and whether it beats “most popular” in one sentence." },
    PATCH: { summary: "Rename a recommender or change when it retrains" },
    DELETE: { summary: "Delete a recommender with its models" },
  }),
  ...describeRoute(`${root}/{id}/cancel`, tag, cancel, { POST: { summary: "Cancel the version that is being trained" } }),
  ...describeRoute(`${root}/{id}/retrain`, tag, retrain, { POST: { summary: "Train another version on the present rows", description: "Also with another algorithm or other parameters. The version that serves goes on until another one is promoted." } }),
  ...describeRoute(`${root}/{id}/versions/{number}/promote`, tag, promote, { POST: { summary: "Let another version serve: a newer one, or an older one again" } }),
  ...describeRoute(`${root}/{id}/recommendations`, tag, recommendations, { GET: { summary: "Get the best titles for a user", description: "With what came in since training; `explain=1` adds why. 404 for a user that neither the model nor an event knows: describe them with fold-in." } }),
  ...describeRoute(`${root}/{id}/fold-in`, tag, foldIn, { POST: { summary: "Get the best titles for somebody who is only described", description: "By titles, ratings, genres or a segment. Nothing is stored, nothing is trained." } }),
  ...describeRoute(`${root}/{id}/similar`, tag, similar, { GET: { summary: "Get the titles most like one title" } }),
  ...describeRoute(`${root}/{id}/rows`, tag, rows, {
    GET: { summary: "Get what a user would see: rows as on a streaming home page, each title with why" },
    POST: { summary: "Get what somebody would see who is only described" },
  }),
  ...describeRoute(`${root}/{id}/playlist`, tag, playlist, { POST: { summary: "Make a playlist from one or more titles", description: "`diversity` and `novelty` go from 0 to 1; titles that `user` has are left out." } }),
  ...describeRoute(`${root}/{id}/segments`, tag, segments, { GET: { summary: "Get what to promote to whom: lift per segment, contested titles, expected demand" } }),
  ...describeRoute(`${root}/{id}/users`, tag, users, { GET: { summary: "Find users to look at" } }),
  ...describeRoute(`${root}/{id}/export`, tag, download, { GET: { summary: "Download the best titles of every user, of each segment, or like each title", produces: ["text/csv", "application/json", "application/vnd.apache.parquet"] } }),
  ...describeRoute("/api/v1/items/search", "Items", itemSearch, { GET: { summary: "Search a catalogue by title, people, genre, year, tag, or a line of plain words", description: "“feel-good sci-fi from the 90s” becomes chips (a tag, a genre, a decade) and what is left to search for." } }),
];
