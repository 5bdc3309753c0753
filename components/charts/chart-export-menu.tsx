"use client";

import { ImageDown } from "lucide-react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
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

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Export “${title}”`} className="size-6"><ImageDown aria-hidden /></Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => void savePicture("png")}>Picture (PNG)</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void savePicture("svg")}>Drawing (SVG)</DropdownMenuItem>
        {table ? (
          <DropdownMenuItem onSelect={() => downloadFile(`${fileName}.csv`, new Blob(["\ufeff", chartTableCsv(table)], { type: "text/csv;charset=utf-8" }))}>Data (CSV)</DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
