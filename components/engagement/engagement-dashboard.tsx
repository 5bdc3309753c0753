"use client";

import { LayoutGrid } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { createPortal } from "react-dom";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type PlacedCard, resolveLayout } from "@/lib/charts/dashboard-layout";
import type { Insight } from "@/lib/schemas/engagement-answers";
import { dashboardCards, usualLayout } from "./dashboard-cards";
import { DashboardGrid } from "./dashboard-grid";
import { DashboardMenu } from "./dashboard-menu";
import { useEngagementScope } from "./engagement-scope";
import { InsightsStrip } from "./insights-strip";
import { NothingHere, useIsEmpty } from "./nothing-here";
import { SummaryFigures } from "./summary-figures";
import { useDashboards } from "./use-dashboards";

interface EngagementDashboardProps {
  /** The place in the page's toolbar for the choice of a dashboard: it comes with the cards, which load later. */
  tools: HTMLElement | null;
}

/** The figures, what is worth knowing, and the cards of the open dashboard; loaded when the page is seen. */
export function EngagementDashboard({ tools }: EngagementDashboardProps) {
  const scope = useEngagementScope();
  const router = useRouter();
  const isEmpty = useIsEmpty();
  const dashboards = useDashboards(scope.datasetId);
  const [openId] = useQueryState("dashboard", parseAsString);
  const [draft, setDraft] = useState<PlacedCard[]>();
  const [isArranging, setIsArranging] = useState(false);
  const open = dashboards.list.data?.items.find(({ id }) => id === openId);
  const usual = usualLayout(scope);
  const layout = draft ? resolveLayout(usual, draft) : resolveLayout(usual, open?.layout);

  function show(insight: Insight) {
    const { chart } = insight.shows;
    if (layout.some((card) => card.chart === chart && card.hidden)) setDraft(layout.map((card) => (card.chart === chart ? { ...card, hidden: false } : card)));
    const asked = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(insight.shows.question)) applyShown(asked, name, value);
    router.push(`?${asked}`, { scroll: false });
    requestAnimationFrame(() => document.getElementById(`chart-${dashboardCards.some((card) => card.chart === chart) ? chart : "activity"}`)?.scrollIntoView({ behavior: "smooth", block: "start" }));
  }

  return (
    <div className="grid gap-3.5">
      {tools ? createPortal(
        <>
          {draft ? <Button variant="ghost" size="sm" className="text-muted" onClick={() => setDraft(undefined)}>Reset the arrangement</Button> : null}
          <DashboardMenu datasetId={scope.datasetId} dashboards={dashboards} open={open} layout={layout} isChanged={draft !== undefined} canShare={scope.canChange} onSettled={() => setDraft(undefined)} />
          <Button aria-pressed={isArranging} className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent" onClick={() => setIsArranging(!isArranging)}><LayoutGrid aria-hidden /> {isArranging ? "Done" : "Arrange"}</Button>
        </>,
        tools,
      ) : null}
      {openId && dashboards.list.isSuccess && !open ? <Alert tone="warning">This dashboard is not there any more, or is not shared with you: here is the standard one.</Alert> : null}
      <SummaryFigures />
      {isEmpty && !isArranging ? <NothingHere /> : (
        <>
          {scope.has.user ? <InsightsStrip onShow={show} /> : null}
          <DashboardGrid layout={layout} fills={!draft && !open} isArranging={isArranging} onChange={setDraft} />
        </>
      )}
    </div>
  );
}

/** An insight names API parameters; the page's URL spells some of them its own way. */
function applyShown(asked: URLSearchParams, name: string, value: string): void {
  if (name === "from" || name === "to") {
    asked.set("range", "custom");
    asked.set(name, value);
  } else if (name === "category" || name === "item" || name === "place") asked.set(name, value);
  else if (name === "segmentation") {
    asked.set("run", value);
    asked.delete("compare");
  }
}
