export type RecommenderAlgorithm =
  | "mean" | "baseline" | "popular" | "user-knn" | "item-knn" | "cooccurrence" | "svd" | "svdpp" | "als" | "bpr" | "hybrid" | "ease" | "content" | "blend";

/** `explicit`: values are ratings. `implicit`: values are weights of what was done. */
export type Feedback = "explicit" | "implicit";

export type ParameterValues = Record<string, number | string>;

export interface NumberParameter {
  kind: "number";
  name: string;
  label: string;
  /** What it does, for people who choose it. */
  hint: string;
  min: number;
  max: number;
  integer: boolean;
  default: number;
}

export interface ChoiceParameter {
  kind: "choice";
  name: string;
  label: string;
  hint: string;
  choices: readonly string[];
  default: string;
}

export type AlgorithmParameter = NumberParameter | ChoiceParameter;

export interface AlgorithmInfo {
  name: RecommenderAlgorithm;
  label: string;
  /** One sentence on what it does. */
  summary: string;
  isBaseline: boolean;
  /** Can say which rating a user would give (with explicit feedback). */
  predictsRatings: boolean;
  /** What it can learn from. */
  feedback: readonly Feedback[];
  parameters: readonly AlgorithmParameter[];
}

const number = (name: string, label: string, hint: string, [min, max]: [number, number], value: number, integer = false): NumberParameter => ({ kind: "number", name, label, hint, min, max, integer, default: value });
const choice = (name: string, label: string, hint: string, choices: readonly string[], value: string): ChoiceParameter => ({ kind: "choice", name, label, hint, choices, default: value });

const factors = (value: number) => number("factors", "Factors", "Hidden tastes that users and items are described by.", [1, 512], value, true);
const epochs = (value: number) => number("epochs", "Epochs", "Passes over all interactions.", [1, 500], value, true);
const rate = (value: number) => number("learningRate", "Learning rate", "Size of a step of the descent.", [0.00001, 1], value);
const regularization = (value: number, most = 10_000) => number("regularization", "Regularisation", "Pulls towards zero: more of it trusts few interactions less.", [0, most], value);
const shrinkage = (value: number) => number("shrinkage", "Shrinkage", "Pearson and adjusted cosine: similarities that rest on few common ratings are pulled towards 0.", [0, 100_000], value);
const similarity = choice("similarity", "Similarity", "How two are compared. Automatic: Pearson to predict ratings, cosine to rank.", ["auto", "cosine", "adjusted-cosine", "pearson", "bm25"], "auto");
const feedbackScale = number("feedbackScale", "Weight of a rating", "How far an item's own rating shifts its weight for that viewer. 0: liked items count alike and others not; 1: from nothing for the lowest rating to twice for the highest.", [0, 1], 0);
const recency = number("recency", "Half-life", "Items after which an older item of the viewer counts half as much. 0: age does not matter.", [0, 10_000], 0);
const neighbours = (hint: string) => number("neighbours", "Neighbours", hint, [0, 2000], 0, true);

/** The closed list of what can be trained, in the order in which it is offered. */
export const recommenderAlgorithms: readonly AlgorithmInfo[] = [
  { name: "mean", label: "Global mean", summary: "Predicts the mean of all ratings for everything.", isBaseline: true, predictsRatings: true, feedback: ["explicit", "implicit"], parameters: [] },
  {
    name: "baseline", label: "User and item bias", summary: "The mean, plus how generous the user and how well liked the item is.", isBaseline: true, predictsRatings: true, feedback: ["explicit", "implicit"],
    parameters: [
      number("rounds", "Rounds", "Alternating least squares rounds.", [1, 500], 10, true),
      number("userRegularization", "User regularisation", "Imagined ratings that hold a user's bias at 0.", [0, 10_000], 15),
      number("itemRegularization", "Item regularisation", "Imagined ratings that hold an item's bias at 0.", [0, 10_000], 10),
    ],
  },
  {
    name: "popular", label: "Most popular", summary: "The same list for everybody: what most people have chosen.", isBaseline: true, predictsRatings: false, feedback: ["explicit", "implicit"],
    parameters: [
      choice("within", "Counted", "Among all, within the viewer's segment, within the viewer's genres, or lately against usual.", ["all", "segment", "genre", "trending"], "all"),
      number("days", "Lately means", "Days up to the newest event that count as lately (trending only).", [1, 3650], 30),
    ],
  },
  {
    name: "user-knn", label: "Users like you", summary: "What people with similar taste have chosen.", isBaseline: false, predictsRatings: true, feedback: ["explicit", "implicit"],
    parameters: [neighbours("People whose choices count. 0: 40 to predict a rating, 100 to rank."), similarity, shrinkage(25)],
  },
  {
    name: "item-knn", label: "Items like yours", summary: "Items that the same people chose as those that the viewer has.", isBaseline: false, predictsRatings: true, feedback: ["explicit", "implicit"],
    parameters: [neighbours("Neighbours that count. 0: 40 to predict a rating, all to rank."), similarity, shrinkage(100), feedbackScale, recency],
  },
  {
    name: "cooccurrence", label: "Chosen together", summary: "Items that occur with the viewer's items in baskets, playlists or histories more often than by chance.", isBaseline: false, predictsRatings: false, feedback: ["explicit", "implicit"],
    parameters: [
      choice("measure", "Measure", "Lift counts against chance, cosine against both items' sizes; next counts what people chose soon after.", ["lift", "cosine", "next"], "lift"),
      number("support", "Least support", "Pairs that fewer people have together do not count.", [1, 10_000], 3, true),
      number("neighbours", "Neighbours", "Partners kept for each item; 0: all.", [0, 2000], 200, true), feedbackScale, recency,
    ],
  },
  { name: "svd", label: "Rating factors (SVD)", summary: "Biases and hidden tastes, learned by stochastic gradient descent.", isBaseline: false, predictsRatings: true, feedback: ["explicit", "implicit"], parameters: [factors(100), epochs(20), rate(0.005), regularization(0.02)] },
  { name: "svdpp", label: "Rating factors with history (SVD++)", summary: "As SVD, and what a user rated at all says something too.", isBaseline: false, predictsRatings: true, feedback: ["explicit", "implicit"], parameters: [factors(20), epochs(20), rate(0.007), regularization(0.02)] },
  {
    name: "als", label: "Implicit factors (ALS)", summary: "Hidden tastes from what people do, by alternating least squares.", isBaseline: false, predictsRatings: false, feedback: ["implicit", "explicit"],
    parameters: [factors(64), number("rounds", "Rounds", "Each solves all users, then all items.", [1, 500], 15, true), number("regularization", "Regularisation", "Pulls towards zero, and by a hundredth of this more for each interaction: more of it trusts few interactions less.", [0, 10_000], 10), number("alpha", "Confidence", "How much more an interaction counts than none: 1 + this × its weight.", [0.01, 10_000], 1)],
  },
  { name: "bpr", label: "Pairwise ranking (BPR)", summary: "Hidden tastes, learned so that chosen items rank above others.", isBaseline: false, predictsRatings: false, feedback: ["implicit", "explicit"], parameters: [factors(64), epochs(100), rate(0.05), regularization(0.01, 10)] },
  { name: "hybrid", label: "Hybrid with features (WARP)", summary: "Hidden tastes of users and items and of their features, so that new items get some too.", isBaseline: false, predictsRatings: false, feedback: ["implicit", "explicit"], parameters: [factors(64), epochs(10), rate(0.05), regularization(0.00001, 1)] },
  { name: "ease", label: "Linear items (EASE)", summary: "One weight for every pair of items, in closed form. For up to 8,000 users or items.", isBaseline: false, predictsRatings: false, feedback: ["implicit", "explicit"], parameters: [regularization(250, 1_000_000), recency] },
  {
    name: "content", label: "Alike in content", summary: "Items whose title, genres, tags and description are like those of the viewer's items.", isBaseline: false, predictsRatings: false, feedback: ["implicit", "explicit"],
    parameters: [number("numericWeight", "Weight of numbers", "How much the year and other numbers count beside the words.", [0, 10], 0.3)],
  },
  { name: "blend", label: "Blend", summary: "Several of these together, with weights that were fitted on held-out data.", isBaseline: false, predictsRatings: true, feedback: ["explicit", "implicit"], parameters: [] },
];

/** What is known of one algorithm. */
export function algorithmInfo(name: RecommenderAlgorithm): AlgorithmInfo {
  return recommenderAlgorithms.find((info) => info.name === name)!;
}

/**
 * The given parameters checked, and the others at their defaults.
 * @throws RangeError naming the parameter that is unknown or out of its range.
 */
export function completeParameters(name: RecommenderAlgorithm, given: Partial<ParameterValues> = {}): ParameterValues {
  const { parameters } = algorithmInfo(name);
  const unknown = Object.keys(given).find((key) => !parameters.some((parameter) => parameter.name === key));
  if (unknown !== undefined) throw new RangeError(`${unknown}: ${name} has no such parameter`);
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, checked(parameter, given[parameter.name])]));
}

function checked(parameter: AlgorithmParameter, value: number | string | undefined): number | string {
  if (value === undefined) return parameter.default;
  if (parameter.kind === "choice") {
    if (parameter.choices.includes(String(value))) return value;
    throw new RangeError(`${parameter.name}: expected ${parameter.choices.join(", ")}, got “${value}”`);
  }
  const { min, max, integer } = parameter;
  if (typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value))) return value;
  throw new RangeError(`${parameter.name}: expected ${integer ? "a whole number" : "a number"} from ${min} to ${max}, got ${value}`);
}
