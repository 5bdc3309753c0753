import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { prepareCategoryShares } from "@/lib/charts/prepare-category-shares";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Segment, Segmentation } from "@/lib/schemas/segmentation";

/** The categories of a segment: how many rows have each value, against the whole. */
export function SegmentCategories({ segment, run }: { segment: Segment; run: Segmentation }) {
  const columns = prepareCategoryShares([segment], run.details?.overall ?? {});
  if (columns.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Which categories are among them?" definition="rows with a value; share of the segment, against all rows" />
      <div className="grid grid-cols-1 gap-x-8 gap-y-5 lg:grid-cols-2 2xl:grid-cols-3">
        {columns.map(({ column, values, capNote }) => (
          <Table key={column} label={`Categories of ${column}`}>
            <TableHead>
              <TableRow>
                <TableHeader className="w-1/3 max-w-52 truncate text-sm font-medium text-ink">{column}{capNote ? <span className="block text-2xs font-normal text-muted">{capNote}</span> : null}</TableHeader>
                <TableHeader numeric>Rows</TableHeader>
                <TableHeader numeric>Share</TableHeader>
                <TableHeader numeric>All rows</TableHeader>
                <TableHeader className="w-1/4"><span className="sr-only">Share as a bar</span></TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {values.map(({ value, shares, overallRatio }) => {
                const own = segment.characteristics[column];
                const count = own && "values" in own ? (own.values[value] ?? 0) : 0;
                return (
                  <TableRow key={value}>
                    <th scope="row" className="max-w-52 truncate px-2 text-left font-normal" title={value}>{value}</th>
                    <TableCell numeric className="h-7">{formatCount(count)}</TableCell>
                    <TableCell numeric className="h-7">{formatShare(shares[0], 0)}</TableCell>
                    <TableCell numeric className="h-7 text-muted">{formatShare(overallRatio, 0)}</TableCell>
                    <TableCell className="h-7">
                      <span aria-hidden className="relative block h-2 rounded-full bg-soft">
                        <span className="absolute inset-y-0 left-0 rounded-full" style={{ width: `${(shares[0] ?? 0) * 100}%`, background: segmentColor(segment.segment) }} />
                        <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: `${overallRatio * 100}%` }} />
                      </span>
                    </TableCell>
                  </TableRow>
                );
              })}
            </TableBody>
          </Table>
        ))}
      </div>
    </Card>
  );
}
