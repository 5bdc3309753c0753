import { z } from "zod";
import * as advice from "../../schemas/advice";
import * as apiToken from "../../schemas/api-token";
import * as audience from "../../schemas/audience";
import * as audit from "../../schemas/audit";
import * as column from "../../schemas/column";
import * as comparison from "../../schemas/comparison";
import * as dataset from "../../schemas/dataset";
import * as datasetVersion from "../../schemas/dataset-version";
import * as engagement from "../../schemas/engagement";
import * as engagementFacts from "../../schemas/engagement-facts";
import * as example from "../../schemas/example";
import * as featureSuggestion from "../../schemas/feature-suggestion";
import * as health from "../../schemas/health";
import * as job from "../../schemas/job";
import * as paging from "../../schemas/paging";
import * as problem from "../../schemas/problem";
import * as ruleBook from "../../schemas/rule-book";
import * as scoring from "../../schemas/scoring";
import * as segmentation from "../../schemas/segmentation";
import * as segmentationQueries from "../../schemas/segmentation-queries";
import * as user from "../../schemas/user";

const modules = [
  advice,
  apiToken,
  audience,
  audit,
  column,
  comparison,
  dataset,
  datasetVersion,
  engagement,
  engagementFacts,
  example,
  featureSuggestion,
  health,
  job,
  paging,
  problem,
  ruleBook,
  scoring,
  segmentation,
  segmentationQueries,
  user,
];
let names: z.core.$ZodRegistry<{ id: string }> | undefined;

/** Names every object schema of lib/schemas by its export: `datasetSchema` is the component `Dataset`. */
export function componentNames(): z.core.$ZodRegistry<{ id: string }> {
  if (names) return names;
  const registry = z.registry<{ id: string }>();
  for (const [name, value] of modules.flatMap((module) => Object.entries<unknown>(module))) {
    if (!name.endsWith("Schema") || !(value instanceof z.ZodObject)) continue;
    const id = name.charAt(0).toUpperCase() + name.slice(1, -"Schema".length);
    if (!registry.has(value)) registry.add(value, { id });
  }
  names = registry;
  return registry;
}
