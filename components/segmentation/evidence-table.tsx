import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { columnFormat } from "@/lib/charts/column-format";
import { formatSigned } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { Evidence } from "@/lib/schemas/segmentation";

const SHOWN = 12;

/** What sets the segment apart, strongest first, with how sure that is. */
export function EvidenceTable({ evidence }: { evidence: Evidence[] }) {
  if (evidence.length === 0) return null;
  const shown = evidence.slice(0, SHOWN);
  const strongest = Math.max(...shown.map((entry) => Math.abs(entry.effectSize)), 0.01);
  return (
    <Card>
      <CardHeader title="What sets them apart?" definition={`standardised difference from all other rows, with its 95 % interval${evidence.length > SHOWN ? `; top ${SHOWN} of ${evidence.length}` : ""}`} />
      <Table label="Evidence" className="min-w-[40rem]">
        <TableHead>
          <TableRow>
            <TableHeader>Feature</TableHeader>
            <TableHeader numeric>This segment</TableHeader>
            <TableHeader numeric>All rows</TableHeader>
            <TableHeader className="w-1/4">Below or above</TableHeader>
            <TableHeader numeric>Effect size</TableHeader>
            <TableHeader numeric>95 % interval</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((entry) => {
            const isShare = entry.category !== undefined;
            const format = isShare ? (value: number) => formatShare(value) : columnFormat([entry.value, entry.overall]);
            return (
              <TableRow key={`${entry.feature}=${entry.category ?? ""}`}>
                <th scope="row" className="max-w-72 px-2 text-left font-normal break-words">
                  {entry.feature}{isShare ? <span className="text-muted">: {entry.category}</span> : null}
                  {entry.used === false ? <span className="ml-1.5 text-xs text-muted">not used</span> : null}
                </th>
                <TableCell numeric>{format(entry.value)}</TableCell>
                <TableCell numeric className="text-muted">{format(entry.overall)}</TableCell>
                <TableCell><EffectBar effect={entry.effectSize} strongest={strongest} /></TableCell>
                <TableCell numeric>{isShare ? "h" : "d"} {formatSigned(entry.effectSize, 2)}</TableCell>
                <TableCell numeric className="text-muted">{formatSigned(entry.low95, 2)} to {formatSigned(entry.high95, 2)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}

function EffectBar({ effect, strongest }: { effect: number; strongest: number }) {
  const sharePct = (Math.abs(effect) / strongest) * 50;
  return (
    <div aria-hidden className="relative h-3 w-full">
      <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <span className="absolute inset-y-0.5 rounded-[2px]" style={{ width: `${sharePct}%`, background: `var(--${effect < 0 ? "below" : "above"})`, ...(effect < 0 ? { right: "50%" } : { left: "50%" }) }} />
    </div>
  );
}
