"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { bestModel, type ComparedModel } from "@/lib/charts/prepare-recommender-models";
import { measureIds, measures } from "./figure-words";

/** Every figure of every model; the best of each in bold. One number misleads. */
export function ModelsTable({ models, k, source }: { models: ComparedModel[]; k: number; source: string }) {
  const shown = measureIds.filter((measure) => models.some(({ figures }) => figures[measure]));
  const best = new Map(shown.map((measure) => [measure, bestModel(models, measure, measures[measure].better)]));
  return (
    <ChartFrame
      title="How do the models compare?"
      definition={`every figure, rankings at ${k}; the best of each in bold`}
      height={models.length * 36 + 32}
      isTable
      source={source}
      table={{ columns: [{ label: "Model" }, { label: "Kind" }, ...shown.map((measure) => ({ label: measures[measure].label, numeric: true }))], rows: models.map(({ label, kind, figures }) => [label, kind, ...shown.map((measure) => figures[measure]?.value ?? null)]) }}
      note="A low rating error does not make a good list, and the other way round: look at the figure of the use you have in mind."
    >
      <Table label="Figures of every model" className="min-w-[52rem]">
        <TableHead>
          <TableRow>
            <TableHeader>Model</TableHeader>
            {shown.map((measure) => <TableHeader key={measure} numeric title={measures[measure].definition}>{measures[measure].label}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {models.map(({ key, label, kind, figures }) => (
            <TableRow key={key} className={kind === "model" ? "bg-accent-soft" : undefined}>
              <TableCell className={kind === "baseline" ? "text-muted" : "font-medium"}>{label}</TableCell>
              {shown.map((measure) => {
                const figure = figures[measure];
                const { format } = measures[measure];
                const interval = figure?.low95 !== undefined && figure.high95 !== undefined ? `95 %: ${format(figure.low95)} to ${format(figure.high95)}` : undefined;
                return <TableCell key={measure} numeric title={interval} className={best.get(measure) === key ? "font-semibold" : undefined}>{figure ? format(figure.value) : "–"}</TableCell>;
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}
