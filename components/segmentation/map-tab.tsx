"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LassoSelect, SquareDashed } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo, useRef, useState } from "react";
import type { ScatterHandle } from "@/components/charts/scatter-map";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { prepareMapColors } from "@/lib/charts/prepare-map-colors";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type MapArea, mapValuesSchema, type Projection } from "@/lib/schemas/map";
import { segmentationRowsSchema } from "@/lib/schemas/segmentation-queries";
import type { Segmentation } from "@/lib/schemas/segmentation";
import { MapChart, type MapColoring } from "./map-chart";
import { MapSegments } from "./map-segments";
import { MapSelection } from "./map-selection";
import type { ResultTabProps } from "./run-result";
import { UmapPanel } from "./umap-panel";
import { useEmbedding } from "./use-embedding";

const HEIGHT = 560;
const ROW_LIMIT = 120_000;
const projections = ["pca", "umap"] as const;

/** The map, large, with all rows up to 120,000: on two planes, coloured by segment or column, and rows to be picked from it. */
export function MapTab({ run, canChange }: ResultTabProps) {
  const [projection, setProjection] = useQueryState("map", parseAsStringLiteral(projections).withDefault("pca"));
  const [column, setColumn] = useQueryState("color", parseAsString);
  const [highlighted, setHighlighted] = useState<number>();
  const [picking, setPicking] = useState(false);
  const [picked, setPicked] = useState<MapArea>();
  const scatter = useRef<ScatterHandle>(null);
  const umap = useEmbedding(run.id, projection === "umap");
  const { columns, coloring } = useColoring(run, column, projection);
  const area = picked?.projection === projection ? picked : undefined;
  const ready = projection === "pca" || umap.embedding?.status === "succeeded";
  const pick = (points: [number, number][]) => setPicked({ projection, points });

  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SegmentedControl size="sm" label="Plane" value={projection} onValueChange={(next) => void setProjection(next)} options={[{ value: "pca", label: "Principal components" }, { value: "umap", label: "UMAP" }]} />
        <label className="flex items-center gap-2 text-xs text-muted">
          Colour by
          <Select className="h-7 w-48 text-xs" value={column ?? ""} onChange={(event) => void setColumn(event.target.value || null)}>
            <option value="">{run.algorithm === "pca" ? "nothing" : "segment"}</option>
            {columns.map((name) => <option key={name} value={name}>{name}</option>)}
          </Select>
        </label>
        {ready ? (
          <span className="flex flex-wrap gap-2 sm:ml-auto">
            <Button size="sm" aria-pressed={picking} className="aria-pressed:border-accent aria-pressed:bg-accent-soft" onClick={() => setPicking(!picking)}><LassoSelect aria-hidden /> Draw around rows</Button>
            <Button size="sm" onClick={() => scatter.current && pick(scatter.current.viewedArea())}><SquareDashed aria-hidden /> Select what is in view</Button>
          </span>
        ) : null}
      </div>
      {ready ? (
        <div className={run.algorithm === "pca" || coloring ? undefined : "grid grid-cols-1 items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_15rem]"}>
          <MapChart run={run} height={HEIGHT} limit={ROW_LIMIT} projection={projection} highlighted={highlighted} coloring={coloring} showsLegend={false} onArea={picking ? pick : undefined} area={area?.points} scatterRef={scatter} />
          {run.algorithm === "pca" || coloring ? null : <MapSegments segments={run.segments} highlighted={highlighted} onHighlight={setHighlighted} />}
        </div>
      ) : (
        <UmapPanel state={umap} rows={run.rows} canChange={canChange} height={HEIGHT} />
      )}
      {ready && area ? <MapSelection run={run} area={area} canChange={canChange} onClear={() => setPicked(undefined)} /> : null}
    </div>
  );
}

/** The columns that the map can be coloured by, and the colours of the chosen one. */
function useColoring(run: Segmentation, column: string | null, projection: Projection): { columns: string[]; coloring?: MapColoring } {
  const rows = useQuery({
    queryKey: ["segmentation-rows", run.id, "columns"],
    queryFn: () => fetchJson(`/api/v1/segmentations/${run.id}/rows?limit=1`, segmentationRowsSchema),
    staleTime: Infinity,
  });
  const values = useQuery({
    queryKey: ["segmentation-map-values", run.id, column, run.cut, projection],
    queryFn: ({ signal }) => fetchJson(`/api/v1/segmentations/${run.id}/map/values?${new URLSearchParams({ column: column ?? "", limit: String(ROW_LIMIT), projection, ...(run.cut !== undefined && { cut: String(run.cut) }) })}`, mapValuesSchema, { signal }),
    enabled: column !== null,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const coloring = useMemo(() => (column !== null && values.data ? { values: values.data, colors: prepareMapColors(values.data) } : undefined), [column, values.data]);
  const columns = (rows.data?.columns ?? []).filter(({ type }) => type !== "date" && type !== "timestamp").map(({ name }) => name);
  return { columns, coloring };
}
