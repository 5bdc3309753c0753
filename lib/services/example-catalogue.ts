import type { Example, ExampleName } from "../schemas/example";
import type { SegmentationRequest } from "../schemas/segmentation";

type Suggested = SegmentationRequest extends infer Request
  ? Request extends SegmentationRequest ? Pick<Request, "algorithm" | "parameters" | "features" | "name"> & { scaling: Request["preparation"]["scaling"] } : never
  : never;

export interface CataloguedExample extends Example {
  /** File under public/examples; the generated sets have none. */
  file?: string;
  /** Missing for events: features are made of them first. */
  suggested?: Suggested;
}

/** The gallery in the order it is shown: from eight rows to a thousand. Texts say what to look for, never the answer as a fact. */
export const exampleCatalogue: CataloguedExample[] = [
  {
    name: "spices",
    title: "Spices",
    description: "Eight spices with sweetness, spiciness, aroma and price per gram.",
    lesson: "K-means on a set small enough to check by eye: sweet, hot and precious.",
    rows: 8,
    columns: 5,
    algorithm: "kmeans",
    method: "K-means, k = 3",
    file: "spices.csv",
    suggested: {
      name: "Spices: K-means, 3 segments", algorithm: "kmeans", parameters: { k: 3 }, scaling: "standard",
      features: ["sweetness", "spiciness", "aroma_intensity", "price_per_gram"],
    },
  },
  {
    name: "recipes",
    title: "Recipes",
    description: "Eight recipes with preparation and cooking time, difficulty and spice level.",
    lesson: "A Ward tree with the recipes' names at its leaves: cut it where it makes sense to you.",
    rows: 8,
    columns: 5,
    algorithm: "hierarchical",
    method: "Hierarchical, Ward linkage",
    file: "recipes.csv",
    suggested: {
      name: "Recipes: Ward tree", algorithm: "hierarchical", parameters: { k: 3, linkage: "ward" }, scaling: "none",
      features: ["prep_time", "cook_time", "difficulty", "spice_level"],
    },
  },
  {
    name: "recipe-flavours",
    title: "Recipe flavours",
    description: "Eight dishes rated on nine flavours, from sweet to temperature.",
    lesson: "PCA: two axes hold most of nine flavours, and the loadings say what the axes mean.",
    rows: 8,
    columns: 10,
    algorithm: "pca",
    method: "PCA, 2 components",
    file: "recipe_flavours.csv",
    suggested: {
      name: "Flavours: PCA, 2 components", algorithm: "pca", parameters: { components: 2 }, scaling: "none",
      features: ["sweet", "salty", "sour", "bitter", "umami", "spicy", "aromatic", "texture", "temperature"],
    },
  },
  {
    name: "dishes",
    title: "Dishes",
    description: "Twelve dishes with cooking time, temperature, customer rating and cost; some of them went wrong.",
    lesson: "DBSCAN sets the odd ones apart as noise instead of forcing them into a segment.",
    rows: 12,
    columns: 5,
    algorithm: "dbscan",
    method: "DBSCAN, eps = 0.8, min samples = 2",
    file: "dishes.csv",
    suggested: {
      name: "Dishes: DBSCAN", algorithm: "dbscan", parameters: { eps: 0.8, minSamples: 2 }, scaling: "standard",
      features: ["cooking_time", "temperature", "customer_rating", "cost"],
    },
  },
  {
    name: "menu",
    title: "Menu",
    description: "Eleven dishes of a restaurant with price, preparation time, calories and spice level.",
    lesson: "Tiers of price and effort, found without being told. Try PCA and DBSCAN on it, too.",
    rows: 11,
    columns: 6,
    algorithm: "kmeans",
    method: "K-means, k = 3",
    file: "menu.csv",
    suggested: {
      name: "Menu: K-means, 3 tiers", algorithm: "kmeans", parameters: { k: 3 }, scaling: "standard",
      features: ["price", "prep_time", "calories", "spice_level", "cuisine_code"],
    },
  },
  {
    name: "food-delivery-customers",
    title: "Food-delivery customers",
    description: "Ten customers of a delivery service: what they spend, how often, when, and how varied.",
    lesson: "Four kinds of customers from a Ward tree, each with a suggestion of what to offer.",
    rows: 10,
    columns: 6,
    algorithm: "hierarchical",
    method: "Hierarchical, Ward linkage, k = 4",
    file: "food_delivery_customers.csv",
    suggested: {
      name: "Food delivery: 4 kinds of customers", algorithm: "hierarchical", parameters: { k: 4, linkage: "ward" }, scaling: "none",
      features: ["average_order_value", "order_frequency", "preferred_cuisine_diversity", "peak_ordering_time", "seasonal_variation"],
    },
  },
  {
    name: "generated-customers",
    title: "1,000 generated customers",
    description: "Made-up customers of a shop: spending, frequency, recency, average order, membership, age, gender, city, category.",
    lesson: "Four groups are hidden in it. Are they found again? The column true_segment knows.",
    rows: 1000,
    columns: 11,
    algorithm: "kmeans",
    method: "K-means, k = 4",
    suggested: {
      name: "Customers: K-means, 4 segments", algorithm: "kmeans", parameters: { k: 4 }, scaling: "standard",
      features: ["spending", "frequency", "recency", "average_order", "membership_years"],
    },
  },
  {
    name: "streaming-service",
    title: "Streaming service",
    description: "A made-up year of 1,500 viewers: 198,987 events with minutes, ratings, device and country, linked with 320 shows and the viewers' profiles.",
    lesson: "When, what and for how long people watch. Make features of the events: do the segments tell the five hidden habits apart?",
    rows: 198_987,
    columns: 7,
    algorithm: "kmeans",
    method: "Engagement; then features from events and K-means, k = 5",
  },
];

export function findExample(name: ExampleName): CataloguedExample {
  const example = exampleCatalogue.find((each) => each.name === name);
  if (!example) throw new Error(`The catalogue lacks the example ${name}`);
  return example;
}
