import Link from "next/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { divergingShade } from "@/lib/charts/diverging-shade";
import { formatCount, formatFixed, formatQuantity, formatSigned } from "@/lib/charts/format-quantity";
import type { ProfileModel } from "@/lib/charts/prepare-profile";
import { segmentColor } from "@/lib/charts/segment-color";

interface FeatureHeatTableProps {
  model: ProfileModel;
  label: string;
  /** Link of a segment's name. */
  hrefOf?: (segment: number) => string | undefined;
  totalRows: number;
}

/** Segments × features: the mean in the data's units, below it the distance from the whole in σ, which also shades the cell. */
export function FeatureHeatTable({ model, label, hrefOf, totalRows }: FeatureHeatTableProps) {
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeader className="sticky left-0 z-10 bg-panel">Segment</TableHeader>
          {model.features.map((feature) => (
            <TableHeader key={feature.name} numeric title={feature.used ? feature.name : `${feature.name}: not used for the clustering`} className="max-w-36 truncate">
              {feature.name}{feature.used ? "" : " *"}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {model.segments.map((row) => {
          const href = hrefOf?.(row.segment);
          return (
            <TableRow key={row.segment}>
              <th scope="row" className="sticky left-0 z-10 min-w-36 bg-panel px-2 text-left font-normal">
                <span className="flex items-center gap-2">
                  <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: segmentColor(row.segment) }} />
                  <span className="line-clamp-2 max-w-60 break-words">{href ? <Link href={href} className="hover:underline">{row.name}</Link> : row.name}</span>
                </span>
              </th>
              {row.cells.map((cell, position) => {
                const feature = model.features[position];
                return (
                  <TableCell
                    key={feature?.name ?? position}
                    numeric
                    className="h-11 leading-4"
                    style={{ background: divergingShade(cell.zScore) }}
                    title={`${row.name}, ${feature?.name}: mean ${formatQuantity(cell.mean)}, standard deviation ${formatQuantity(cell.std)}; all rows ${formatQuantity(feature?.mean)}`}
                  >
                    {formatFixed(cell.mean, feature?.decimals ?? 2)}
                    <span className="block text-2xs">{cell.zScore === null ? "–" : `${formatSigned(cell.zScore, 2)} σ`}</span>
                  </TableCell>
                );
              })}
            </TableRow>
          );
        })}
        <TableRow className="text-muted">
          <th scope="row" className="sticky left-0 z-10 bg-panel px-2 text-left font-normal">All {formatCount(totalRows)} rows</th>
          {model.features.map((feature) => (
            <TableCell key={feature.name} numeric className="h-11 leading-4">
              {formatFixed(feature.mean, feature.decimals)}
              <span className="block text-2xs">± {formatFixed(feature.std, feature.decimals)}</span>
            </TableCell>
          ))}
        </TableRow>
      </TableBody>
    </Table>
  );
}
