import { CalendarX2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listFilters, useEngagementFilters } from "./engagement-filters";
import { useEngagementScope } from "./engagement-scope";
import { useCompared } from "./use-chart";

/** Whether no event at all meets the range and the filters; undefined until that is known. */
export function useIsEmpty(): boolean | undefined {
  const { series, state } = useCompared("summary", { include: ["previous"] });
  return state("").status === "ready" ? series.every(({ rows }) => (rows[0]?.events ?? 0) === 0) : undefined;
}

/** Stands in for a page of empty cards: what leaves nothing over, and the ways out. */
export function NothingHere() {
  const scope = useEngagementScope();
  const [filters, setFilters] = useEngagementFilters();
  const isFiltered = listFilters.some((filter) => filters[filter].length > 0);
  const { from, to } = scope.days;
  const range = from && to ? `between ${from} and ${to}` : from ? `from ${from} on` : to ? `until ${to}` : "";
  return (
    <Card>
      <EmptyState
        icon={CalendarX2}
        title={`Nothing happened ${range}${isFiltered ? " that meets the filters" : ""}`.replace("  ", " ")}
        action={
          <>
            {range ? <Button variant="primary" onClick={() => void setFilters({ range: "all", from: null, to: null })}>Show all time</Button> : null}
            {isFiltered ? <Button variant={range ? "secondary" : "primary"} onClick={() => void setFilters({ category: [], item: [], place: [] })}>Take the filters away</Button> : null}
          </>
        }
      >
        {scope.groups.length > 1 ? "None of the compared groups has an event here." : "Choose a longer range or fewer filters."}
      </EmptyState>
    </Card>
  );
}
