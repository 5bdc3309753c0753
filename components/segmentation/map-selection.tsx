"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, UsersRound, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { downloadFile } from "@/components/charts/download-file";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Skeleton } from "@/components/ui/skeleton";
import { chartTableCsv } from "@/lib/charts/chart-table";
import { formatCount } from "@/lib/charts/format-quantity";
import { segmentColor } from "@/lib/charts/segment-color";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type MapArea, selectionSchema } from "@/lib/schemas/map";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { AssignedRowsTable } from "./assigned-rows-table";
import { segmentNameOf } from "./segment-legend";

const SaveAudienceDialog = dynamic(() => import("@/components/workbench/save-audience-dialog").then((module) => module.SaveAudienceDialog), { ssr: false });

interface MapSelectionProps {
  run: Segmentation;
  area: MapArea;
  canChange: boolean;
  onClear: () => void;
}

/** The rows inside an area of the map: how many of which segment, the first ones, and what can be done with them all. */
export function MapSelection({ run, area, canChange, onClear }: MapSelectionProps) {
  const [saving, setSaving] = useState(false);
  const query = useQuery({
    queryKey: ["segmentation-selection", run.id, run.cut, area],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/map/selection`, selectionSchema, { method: "POST", body: { area, ...(run.cut !== undefined && { cut: run.cut }) }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const selection = query.data;
  const nameOf = segmentNameOf(run.segments);
  const problem = query.error ? problemText(query.error) : undefined;
  return (
    <Card aria-label="Selected rows" aria-busy={query.isFetching}>
      <CardHeader
        title={selection ? `${formatCount(selection.total)} ${selection.total === 1 ? "row" : "rows"} selected` : "Selected rows"}
        definition={selection && selection.total > selection.items.length ? `the first ${formatCount(selection.items.length)} are shown` : undefined}
        actions={
          <>
            {selection && selection.total > 0 && canChange ? <Button size="sm" onClick={() => setSaving(true)}><UsersRound aria-hidden /> Save as audience</Button> : null}
            {selection && selection.total > 0 ? <Button size="sm" onClick={() => downloadFile("selected-rows.csv", new Blob([chartTableCsv({ columns: [{ label: selection.idColumn }], rows: selection.ids.map((id) => [id]) })], { type: "text/csv" }))}><Download aria-hidden /> Export ids</Button> : null}
            <Button size="sm" variant="ghost" onClick={onClear}><X aria-hidden /> Clear</Button>
          </>
        }
      />
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {!selection && !problem ? <Skeleton className="h-40" /> : null}
      {selection ? (
        <>
          {selection.ids.length < selection.total ? <p className="mb-2 text-xs text-muted">The export has the first {formatCount(selection.ids.length)} ids; save the rows as an audience to take all of them away.</p> : null}
          {run.algorithm === "pca" ? null : (
            <ul aria-label="Selected rows by segment" className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs">
              {selection.bySegment.map(({ segment, rows }) => (
                <li key={segment} className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{nameOf(segment)} <span className="text-muted tabular">{formatCount(rows)}</span></li>
              ))}
            </ul>
          )}
          {selection.total === 0 ? <p className="py-6 text-center text-sm text-muted">No row lies inside. Draw the line around some.</p> : <AssignedRowsTable columns={selection.columns} rows={selection.items} nameOf={nameOf} showsSegment={run.algorithm !== "pca"} stale={query.isPlaceholderData} />}
        </>
      ) : null}
      {saving ? <SaveAudienceDialog open onOpenChange={setSaving} segmentationId={run.id} area={area} suggestedName={`Part of the map of ${run.name}`.slice(0, 200)} /> : null}
    </Card>
  );
}
