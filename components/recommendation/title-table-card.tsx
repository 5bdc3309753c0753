"use client";

import type { ComponentProps, ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import type { CatalogueItem } from "@/lib/schemas/recommendation";

const mostRows = 12;

export interface TitleColumn<Title> {
  key: string;
  header: ReactNode;
  numeric?: boolean;
  className?: string;
  cell: (title: Title) => ReactNode;
  tooltip?: (title: Title) => string | undefined;
}

interface TitleTableCardProps<Title> extends Pick<ComponentProps<typeof ChartFrame>, "title" | "definition" | "legend" | "source" | "table"> {
  label: string;
  titles: Title[];
  columns: TitleColumn<Title>[];
  /** What the rows are the first of; said where not all are shown. */
  order: string;
  note?: string;
  minWidth?: string;
  onOpen: (item: CatalogueItem) => void;
}

/** Titles with a few figures each; the first twelve, all of them in the table view and the CSV. A title opens its sheet. */
export function TitleTableCard<Title extends CatalogueItem>({ label, titles, columns, order, note, minWidth, onOpen, ...frame }: TitleTableCardProps<Title>) {
  const more = titles.length > mostRows ? `The ${mostRows} with ${order}; the CSV has ${titles.length}.` : undefined;
  return (
    <ChartFrame {...frame} height={Math.min(mostRows, titles.length) * 36 + 32} isTable note={[note, more].filter(Boolean).join(" ") || undefined}>
      <Table label={label} className={minWidth}>
        <TableHead>
          <TableRow>
            <TableHeader>Title</TableHeader>
            {columns.map(({ key, header, numeric, className }) => <TableHeader key={key} numeric={numeric} className={className}>{header}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {titles.slice(0, mostRows).map((title) => (
            <TableRow key={title.item}>
              <TitleCell title={title} onOpen={onOpen} />
              {columns.map(({ key, numeric, className, cell, tooltip }) => <TableCell key={key} numeric={numeric} className={className} title={tooltip?.(title)}>{cell(title)}</TableCell>)}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ChartFrame>
  );
}

/** A title that opens its sheet. */
export function TitleCell({ title, onOpen }: { title: CatalogueItem; onOpen: (item: CatalogueItem) => void }) {
  return (
    <TableCell className="max-w-64">
      <button type="button" onClick={() => onOpen(title)} title={title.label} className="block max-w-full truncate text-left hover:underline">{tileTitle(title.label)}</button>
    </TableCell>
  );
}
