"use client";

import { useMemo } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { divergingShade } from "@/lib/charts/diverging-shade";
import { formatShare } from "@/lib/charts/format-share";
import { prepareCategoryShares } from "@/lib/charts/prepare-category-shares";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segmentation } from "@/lib/schemas/segmentation";

/** Which categories occur where: shares per segment, shaded by how far they lie from the whole. */
export function CategoryTable({ run }: { run: Segmentation }) {
  const columns = useMemo(() => prepareCategoryShares(run.segments, run.details?.overall ?? {}), [run]);
  if (columns.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Which categories occur where?" definition="share of the segment's rows with a value; shade: more or less often than in all rows" />
      <Table label="Shares of categories per segment">
        <TableHead>
          <TableRow>
            <TableHeader>Value</TableHeader>
            {run.segments.map((segment) => (
              <TableHeader key={segment.id} numeric className="max-w-40">
                <span className="inline-flex max-w-full items-center justify-end gap-1.5">
                  <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: segmentColor(segment.segment) }} />
                  <span className="truncate" title={segment.name}>{segment.name}</span>
                </span>
              </TableHeader>
            ))}
            <TableHeader numeric>All rows</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {columns.flatMap(({ column, values, capNote }) => [
            <TableRow key={column}>
              <th scope="rowgroup" colSpan={run.segments.length + 2} className="h-8 px-2 text-left font-medium">{column} {capNote ? <span className="font-normal text-muted">{capNote}</span> : null}</th>
            </TableRow>,
            ...values.map(({ value, overallRatio, shares }) => (
              <TableRow key={`${column}=${value}`}>
                <th scope="row" className="max-w-60 truncate px-2 pl-4 text-left font-normal" title={value}>{value}</th>
                {shares.map((share, position) => (
                  <TableCell key={position} numeric className="h-8" style={{ background: divergingShade(shadeOf(share, overallRatio)) }}>{formatShare(share, 0)}</TableCell>
                ))}
                <TableCell numeric className="h-8 text-muted">{formatShare(overallRatio, 0)}</TableCell>
              </TableRow>
            )),
          ])}
        </TableBody>
      </Table>
    </Card>
  );
}

/** Cohen's h between two shares: the same step counts more near 0 and 1. */
function shadeOf(share: number | null, overallRatio: number): number | null {
  return share === null ? null : 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(overallRatio));
}
