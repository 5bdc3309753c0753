"use client";

import { type ComponentType, memo } from "react";
import type { CardWidth, PlacedCard } from "@/lib/charts/dashboard-layout";
import { ActiveUsersChart } from "./active-users-chart";
import { ActivityChart } from "./activity-chart";
import { CategoriesChart } from "./categories-chart";
import { CategoryChangeChart } from "./category-change-chart";
import { CategoryTrendChart } from "./category-trend-chart";
import { DurationEffectsChart } from "./duration-effects-chart";
import { DurationsChart } from "./durations-chart";
import type { EngagementScope } from "./engagement-scope";
import { LifecycleChart } from "./lifecycle-chart";
import { PeakTimesChart } from "./peak-times-chart";
import { PlacesChart } from "./places-chart";
import { RatingsChart } from "./ratings-chart";
import { RetentionChart } from "./retention-chart";
import { SessionsChart } from "./sessions-chart";
import { TopItemsCard } from "./top-items-card";
import { UsersCard } from "./users-card";

export interface DashboardCard {
  /** Its name in saved dashboards and in links to it: the API's name of the question. */
  chart: string;
  /** What the list of hidden cards calls it; the card's own title. */
  title: string;
  width: CardWidth;
  /** Whether the dataset's columns can answer it. */
  isAnswered: (scope: Pick<EngagementScope, "has" | "places">) => boolean;
  Card: ComponentType;
}

const always = (): boolean => true;

/** Every card, in the order of the standard dashboard. */
export const dashboardCards: DashboardCard[] = [
  { chart: "activity", title: "How much happens?", width: "half", isAnswered: always, Card: memo(ActivityChart) },
  { chart: "categories", title: "Which categories?", width: "half", isAnswered: ({ has }) => has.category, Card: memo(CategoriesChart) },
  { chart: "peak-times", title: "When?", width: "half", isAnswered: always, Card: memo(PeakTimesChart) },
  { chart: "retention", title: "Who comes back?", width: "half", isAnswered: ({ has }) => has.user, Card: memo(RetentionChart) },
  { chart: "category-trend", title: "How do tastes move?", width: "half", isAnswered: ({ has }) => has.category, Card: memo(CategoryTrendChart) },
  { chart: "category-change", title: "What rises, what falls?", width: "half", isAnswered: ({ has }) => has.category, Card: memo(CategoryChangeChart) },
  { chart: "active-users", title: "How many are active?", width: "half", isAnswered: ({ has }) => has.user, Card: memo(ActiveUsersChart) },
  { chart: "lifecycle", title: "Who joins, stays and leaves?", width: "half", isAnswered: ({ has }) => has.user, Card: memo(LifecycleChart) },
  { chart: "top-items", title: "What is asked for most?", width: "half", isAnswered: ({ has }) => has.item, Card: memo(TopItemsCard) },
  { chart: "users", title: "Who is most active?", width: "half", isAnswered: ({ has }) => has.user, Card: memo(UsersCard) },
  { chart: "sessions", title: "How long do they stay?", width: "half", isAnswered: ({ has }) => has.user, Card: memo(SessionsChart) },
  { chart: "duration-effects", title: "What keeps people longer?", width: "half", isAnswered: ({ has }) => has.minutes && has.category, Card: memo(DurationEffectsChart) },
  { chart: "durations", title: "How long at a time?", width: "third", isAnswered: ({ has }) => has.minutes, Card: memo(DurationsChart) },
  { chart: "ratings", title: "How do they rate?", width: "third", isAnswered: ({ has }) => has.rating, Card: memo(RatingsChart) },
  { chart: "places", title: "Where from, on what?", width: "third", isAnswered: ({ places }) => places.length > 0, Card: memo(PlacesChart) },
];

/** The standard dashboard of a dataset with these columns. */
export function usualLayout(scope: Pick<EngagementScope, "has" | "places">): PlacedCard[] {
  return dashboardCards.filter(({ isAnswered }) => isAnswered(scope)).map(({ chart, width }) => ({ chart, width, hidden: false }));
}
