"use client";

import { ImageDown } from "lucide-react";
import { toast } from "@/components/ui/toast";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { type ChartTable, chartTableCsv } from "@/lib/charts/chart-table";
import { composeExportSvg, type LegendEntry } from "@/lib/charts/compose-export-svg";
import type { ChartDrawing } from "./chart-drawing";
import { downloadFile } from "./download-file";
import { rasterizeSvg } from "./rasterize-svg";

interface ChartExportMenuProps {
  title: string;
  definition?: string;
  legend: LegendEntry[];
  table?: ChartTable;
  source?: string;
  /** Takes the drawing at the moment of the export; undefined when there is none. */
  draw: () => ChartDrawing | undefined;
}

export function ChartExportMenu({ title, definition, legend, table, source, draw }: ChartExportMenuProps) {
  const fileName = title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "chart";

  async function savePicture(format: "png" | "svg") {
    const drawing = draw();
    if (!drawing) return void toast.error("There is no picture yet: wait until the chart is drawn.");
    const svg = composeExportSvg({ title, definition, legend, source, ...drawing });
    try {
      const content = format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await rasterizeSvg(svg);
      downloadFile(`${fileName}.${format}`, content);
    } catch {
      toast.error("The picture could not be made. Try SVG instead.");
    }
  }

  function saveData(data: ChartTable) {
    // The mark makes spreadsheets read UTF-8.
    downloadFile(`${fileName}.csv`, new Blob(["\ufeff", chartTableCsv(data)], { type: "text/csv;charset=utf-8" }));
  }

  return (
    <ActionMenu
      button={<Button variant="ghost" size="icon-sm" aria-label={`Export “${title}”`} className="size-6"><ImageDown aria-hidden /></Button>}
      entries={[
        { label: "Picture (PNG)", onSelect: () => void savePicture("png") },
        { label: "Drawing (SVG)", onSelect: () => void savePicture("svg") },
        ...(table ? [{ label: "Data (CSV)", onSelect: () => saveData(table) }] : []),
      ]}
    />
  );
}
