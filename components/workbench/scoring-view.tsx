import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatFixed, formatSigned } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Scoring } from "@/lib/schemas/scoring";

/** Shares then and now, and the features that moved. */
export function ScoringView({ scoring }: { scoring: Scoring }) {
  const { segments = [], drift = [], unlikeRows = 0, rows = 0, droppedRows = 0 } = scoring;
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <Table label="Share of each segment then and now">
        <TableHead><TableRow><TableHeader>Segment</TableHeader><TableHeader numeric>Rows now</TableHeader><TableHeader numeric>Share then</TableHeader><TableHeader numeric>Share now</TableHeader><TableHeader numeric>Points</TableHeader></TableRow></TableHead>
        <TableBody>
          {segments.map(({ segment, name, size, shareRatio, shareRatioThen }) => (
            <TableRow key={segment}>
              <TableCell className="max-w-60 truncate"><span aria-hidden className="mr-2 inline-block size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{name}</TableCell>
              <TableCell numeric>{formatCount(size)}</TableCell>
              <TableCell numeric>{formatShare(shareRatioThen)}</TableCell>
              <TableCell numeric>{formatShare(shareRatio)}</TableCell>
              <TableCell numeric>{formatSigned(100 * (shareRatio - shareRatioThen), 1)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <div>
        <Table label="Drift of each feature">
          <TableHead><TableRow><TableHeader>Feature</TableHeader><TableHeader numeric>PSI</TableHeader><TableHeader>Reading</TableHeader></TableRow></TableHead>
          <TableBody>
            {drift.map(({ feature, psi }) => (
              <TableRow key={feature}>
                <TableCell className="max-w-60 truncate">{feature}</TableCell>
                <TableCell numeric>{formatFixed(psi, 3)}</TableCell>
                <TableCell><Badge tone={psi > 0.25 ? "danger" : psi >= 0.1 ? "warning" : "good"}>{psi > 0.25 ? "another population" : psi >= 0.1 ? "moved" : "stable"}</Badge></TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <p className="mt-2 text-xs text-muted">
          {formatCount(rows)} rows; {formatCount(unlikeRows)} lie farther out than 99 % of the run’s rows{droppedRows > 0 ? `; ${formatCount(droppedRows)} were left out for a missing feature` : ""}.
        </p>
      </div>
    </div>
  );
}
