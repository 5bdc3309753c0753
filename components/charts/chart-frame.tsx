"use client";

import { useId, useRef, useState, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChartTable } from "@/lib/charts/chart-table";
import { type ChartDrawing, drawingOf } from "./chart-drawing";
import { ChartExportMenu } from "./chart-export-menu";
import { ChartLegend, type ShownLegendEntry } from "./chart-legend";
import { ChartTableView } from "./chart-table-view";

export type ChartState =
  /** `isStale`: what is drawn answers the last question; the next answer is on its way. */
  | { status: "ready"; isStale?: boolean }
  | { status: "loading" }
  /** `children` says why there is nothing and what to do next. */
  | { status: "empty"; message: ReactNode }
  | { status: "error"; message: string; reference?: string; onRetry?: () => void };

interface ChartFrameProps {
  /** The question that the chart answers. */
  title: string;
  /** What is drawn, with units, in small grey. */
  definition?: string;
  state?: ChartState;
  /** Height of the drawing in px, kept in every state so that nothing jumps. */
  height: number;
  /** The same data as a table: needed by keyboards and screen readers, and for the CSV. */
  table?: ChartTable;
  legend?: ShownLegendEntry[];
  /** False where one legend stands for several charts; exported files have it all the same. */
  showsLegend?: boolean;
  /** Said below the drawing: caps ("top 10 of 214"), what is left out. */
  note?: ReactNode;
  /** Where the figures come from, for exported files. */
  source?: string;
  /** For charts that are no SVG in the page (canvas, table): makes the drawing for export. */
  draw?: () => ChartDrawing | undefined;
  /** Pills beside the Table switch: another view of the same question. */
  actions?: ReactNode;
  /** The drawing is a table already: no Table switch. */
  isTable?: boolean;
  /** The drawing takes the height that a taller neighbour leaves; it then fills its parent. */
  stretches?: boolean;
  className?: string;
  children: ReactNode;
}

/** A drawing grows to at most so many times its height: beyond it a tall neighbour would make mere stripes of it. */
const mostStretch = 1.7;

/** The frame of every chart: question and definition, loading, empty and error states, table view, export. */
export function ChartFrame({ title, definition, state = { status: "ready" }, height, table, legend = [], showsLegend = true, note, source, draw, actions, isTable = false, stretches = false, className, children }: ChartFrameProps) {
  const body = useRef<HTMLDivElement>(null);
  const [showsTable, setShowsTable] = useState(false);
  const titleId = useId();
  const ready = state.status === "ready";
  const hasDrawing = ready || state.status === "loading";
  return (
    <Card className={cn(stretches && "flex flex-col", className)} aria-labelledby={titleId}>
      <CardHeader
        title={title}
        titleId={titleId}
        definition={definition}
        actions={
          <div className="flex flex-wrap items-center gap-2 sm:justify-end print:hidden">
            {actions}
            {(table || state.status === "loading") && !isTable ? (
              <Button variant="ghost" size="sm" aria-pressed={showsTable} disabled={!ready} onClick={() => setShowsTable(!showsTable)} className="h-6 rounded-full bg-soft px-2 font-normal text-muted aria-pressed:bg-accent-soft aria-pressed:text-accent">
                Table
              </Button>
            ) : null}
            {ready ? (
              <ChartExportMenu title={title} definition={definition} legend={legend} table={table} source={source} draw={() => (draw ? draw() : body.current ? drawingOf(body.current) : undefined)} />
            ) : state.status === "loading" ? <span aria-hidden className="size-6" /> : null}
          </div>
        }
      />
      <div style={{ minHeight: height, ...(stretches && { maxHeight: mostStretch * height }) }} aria-busy={(ready && state.isStale) || undefined} className={cn("relative min-w-0 transition-opacity aria-busy:opacity-55", stretches && "grow")}>
        <ChartStateView state={state} height={height} />
        {ready && showsTable && table ? <ChartTableView table={table} label={title} height={height} /> : null}
        {ready ? <div ref={body} className={showsTable ? "invisible absolute inset-0 overflow-hidden" : stretches ? "absolute inset-0" : undefined} aria-hidden={showsTable || undefined} inert={showsTable || undefined}>{children}</div> : null}
      </div>
      {showsLegend && hasDrawing && legend.length > 0 ? <ChartLegend entries={legend} className="mt-2" /> : null}
      {note && hasDrawing ? <p className="mt-2 text-xs text-muted">{note}</p> : null}
    </Card>
  );
}

function ChartStateView({ state, height }: { state: ChartState; height: number }) {
  if (state.status === "loading") {
    return (
      <div role="status" aria-label="Loading chart">
        <Skeleton style={{ height }} className="w-full" />
      </div>
    );
  }
  if (state.status === "empty") return <div className="flex items-center justify-center px-6 text-center text-sm text-muted" style={{ height }}>{state.message}</div>;
  if (state.status === "error") {
    return (
      <div className="flex items-center" style={{ height }}>
        <Alert tone="danger" title="This chart could not be drawn" reference={state.reference} className="w-full" action={state.onRetry ? <Button size="sm" onClick={state.onRetry}>Try again</Button> : undefined}>
          {state.message}
        </Alert>
      </div>
    );
  }
  return null;
}
