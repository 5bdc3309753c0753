import { z } from "zod";
import * as advice from "../../schemas/advice";
import * as apiToken from "../../schemas/api-token";
import * as audience from "../../schemas/audience";
import * as audit from "../../schemas/audit";
import * as column from "../../schemas/column";
import * as comparison from "../../schemas/comparison";
import * as dashboard from "../../schemas/dashboard";
import * as dataset from "../../schemas/dataset";
import * as datasetVersion from "../../schemas/dataset-version";
import * as engagement from "../../schemas/engagement";
import * as engagementAnswers from "../../schemas/engagement-answers";
import * as engagementFacts from "../../schemas/engagement-facts";
import * as engagementGroups from "../../schemas/engagement-groups";
import * as eventFeatures from "../../schemas/event-features";
import * as example from "../../schemas/example";
import * as featureSuggestion from "../../schemas/feature-suggestion";
import * as health from "../../schemas/health";
import * as itemSearch from "../../schemas/item-search";
import * as job from "../../schemas/job";
import * as liveEvents from "../../schemas/live-events";
import * as map from "../../schemas/map";
import * as outliers from "../../schemas/outliers";
import * as paging from "../../schemas/paging";
import * as problem from "../../schemas/problem";
import * as recommendation from "../../schemas/recommendation";
import * as recommender from "../../schemas/recommender";
import * as report from "../../schemas/report";
import * as reproduction from "../../schemas/reproduction";
import * as ruleBook from "../../schemas/rule-book";
import * as scoring from "../../schemas/scoring";
import * as segmentSuggestions from "../../schemas/segment-suggestions";
import * as segmentation from "../../schemas/segmentation";
import * as segmentationQueries from "../../schemas/segmentation-queries";
import * as structure from "../../schemas/structure";
import * as trust from "../../schemas/trust";
import * as user from "../../schemas/user";

const modules = [
  advice,
  apiToken,
  audience,
  audit,
  column,
  comparison,
  dashboard,
  dataset,
  datasetVersion,
  engagement,
  engagementAnswers,
  engagementFacts,
  engagementGroups,
  eventFeatures,
  example,
  featureSuggestion,
  health,
  itemSearch,
  job,
  liveEvents,
  map,
  outliers,
  paging,
  problem,
  recommendation,
  recommender,
  report,
  reproduction,
  ruleBook,
  scoring,
  segmentSuggestions,
  segmentation,
  segmentationQueries,
  structure,
  trust,
  user,
];
let names: z.core.$ZodRegistry<{ id: string }> | undefined;

/** Names every object schema of lib/schemas by its export: `datasetSchema` is the component `Dataset`. Queries are never part of an answer. */
export function componentNames(): z.core.$ZodRegistry<{ id: string }> {
  if (names) return names;
  const registry = z.registry<{ id: string }>();
  for (const [name, value] of modules.flatMap((module) => Object.entries<unknown>(module))) {
    if (!name.endsWith("Schema") || name.endsWith("QuerySchema") || !(value instanceof z.ZodObject)) continue;
    const id = name.charAt(0).toUpperCase() + name.slice(1, -"Schema".length);
    if (!registry.has(value)) registry.add(value, { id });
  }
  names = registry;
  return registry;
}
