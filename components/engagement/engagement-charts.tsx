"use client";

import { ActiveUsersChart } from "./active-users-chart";
import { ActivityChart } from "./activity-chart";
import { CategoriesChart } from "./categories-chart";
import { DurationsChart } from "./durations-chart";
import { useEngagementScope } from "./engagement-scope";
import { LifecycleChart } from "./lifecycle-chart";
import { PeakTimesChart } from "./peak-times-chart";
import { RetentionChart } from "./retention-chart";
import { TopItemsCard } from "./top-items-card";
import { UsersCard } from "./users-card";

/** Every chart that the dataset's columns can answer; loaded when the page is seen. */
export function EngagementCharts() {
  const { has } = useEngagementScope();
  return (
    <div className="grid gap-3.5 xl:grid-cols-2">
      <ActivityChart />
      {has.category ? <CategoriesChart /> : null}
      <PeakTimesChart />
      {has.user ? <RetentionChart /> : null}
      {has.user ? <ActiveUsersChart /> : null}
      {has.user ? <LifecycleChart /> : null}
      {has.minutes ? <DurationsChart /> : null}
      {has.item ? <TopItemsCard /> : null}
      {has.user ? <UsersCard /> : null}
    </div>
  );
}
