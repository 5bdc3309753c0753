import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as itemSearch from "../items/search/route";
import * as cancel from "../recommenders/[id]/cancel/route";
import * as retrain from "../recommenders/[id]/retrain/route";
import * as recommender from "../recommenders/[id]/route";
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
  ...describeRoute("/api/v1/items/search", "Items", itemSearch, { GET: { summary: "Search a catalogue by title, people, genre, year, tag, or a line of plain words", description: "“feel-good sci-fi from the 90s” becomes chips (a tag, a genre, a decade) and what is left to search for." } }),
];
