import type { EventFeature } from "./event-features";

/** What the columns of the events must say for a feature. */
export type FeatureNeed = "category" | "minutes" | "rating" | "amount";

export interface FeatureWords {
  label: string;
  /** What it is, for somebody who has not read the docs. */
  definition: string;
  needs?: FeatureNeed;
  /** Chosen unless somebody chooses: says something that no other usual feature does, and makes a distance between users. */
  usual: boolean;
}

/** The features by what they are about, in the order in which they are offered. */
export const featureGroups: { title: string; features: EventFeature[] }[] = [
  { title: "How recent, how often", features: ["recency", "frequency", "active-days", "tenure"] },
  { title: "How long", features: ["sessions", "mean-session", "minutes", "mean-minutes"] },
  { title: "What they spend and think", features: ["monetary", "rating-mean", "rating-deviation"] },
  { title: "When", features: ["peak-hour-circle", "peak-hour", "weekend-share", "seasonal-variation"] },
  { title: "On what", features: ["category-shares", "diversity"] },
  { title: "RFM scores", features: ["recency-score", "frequency-score", "monetary-score"] },
];

export const featureWords: Record<EventFeature, FeatureWords> = {
  recency: { label: "Recency", definition: "Days since the user’s last day with an event.", usual: true },
  frequency: { label: "Frequency", definition: "How many events; how many orders, where a column names the order.", usual: true },
  "active-days": { label: "Active days", definition: "On how many different days.", usual: true },
  tenure: { label: "Tenure", definition: "Days since the user’s first day with an event.", usual: true },
  sessions: { label: "Sessions", definition: "How many visits: a pause longer than the gap ends one.", usual: false },
  "mean-session": { label: "Mean session", definition: "Minutes that a visit lasts on average, from its first start to its last end.", usual: true },
  minutes: { label: "Minutes", definition: "Sum of the durations.", needs: "minutes", usual: true },
  "mean-minutes": { label: "Minutes an event", definition: "Mean of the durations.", needs: "minutes", usual: false },
  monetary: { label: "Monetary", definition: "Sum of the amounts; of amount × quantity, where a column says how many.", needs: "amount", usual: true },
  "rating-mean": { label: "Mean rating", definition: "Mean of the user’s ratings.", needs: "rating", usual: true },
  "rating-deviation": { label: "Spread of ratings", definition: "Standard deviation of the user’s ratings: unknown with fewer than two.", needs: "rating", usual: false },
  "peak-hour": { label: "Peak hour, as a number", definition: "The hour with the most events, 0–23. As a distance 23:00 and 00:00 are far apart: sine and cosine are not.", usual: false },
  "peak-hour-circle": { label: "Peak hour, as sine and cosine", definition: "Where on the clock the events lie, as two numbers in which 23:00 and 01:00 are near.", usual: true },
  "weekend-share": { label: "Weekend share", definition: "Share of the events on Saturday and Sunday, 0–1.", usual: true },
  "seasonal-variation": { label: "Seasonal variation", definition: "Spread of the user’s monthly counts over their mean: 0 when every month is alike.", usual: true },
  diversity: { label: "Diversity", definition: "Entropy of the user’s categories: 0 for a single one, more the more evenly many are used.", needs: "category", usual: true },
  "category-shares": { label: "Share per category", definition: "Share of the user’s events in each of the 12 most frequent categories, 0–1: a column each.", needs: "category", usual: true },
  "recency-score": { label: "Recency score", definition: "Fifth of all users by recency, 1–5: 5 is the most recent.", usual: false },
  "frequency-score": { label: "Frequency score", definition: "Fifth of all users by frequency, 1–5: 5 is the most frequent.", usual: false },
  "monetary-score": { label: "Monetary score", definition: "Fifth of all users by monetary, 1–5: 5 spends the most.", needs: "amount", usual: false },
};
