"use client";

import { useState } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Table, TableBody, TableCell, TableEmpty, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { divergingShade } from "@/lib/charts/diverging-shade";
import { formatCount, formatQuantity, formatSigned } from "@/lib/charts/format-quantity";
import type { Characteristics, NumericCharacteristic, Segment, Segmentation } from "@/lib/schemas/segmentation";

const SEARCH_FROM = 15;

/** Every numeric feature of a segment against the whole. */
export function SegmentFeatures({ segment, run }: { segment: Segment; run: Segmentation }) {
  const [search, setSearch] = useState("");
  const overall = run.details?.overall ?? {};
  const used = new Set(run.features);
  const others = Object.keys(segment.characteristics).filter((name) => !used.has(name)).sort((a, b) => a.localeCompare(b, "en"));
  const names = [...run.features, ...others].filter((name) => numericOf(segment.characteristics, name));
  const shown = names.filter((name) => name.toLowerCase().includes(search.toLowerCase()));
  if (names.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="How does each feature lie?"
        definition="in the data's own units; standard deviation divides by n − 1"
        actions={names.length >= SEARCH_FROM ? <Input type="search" aria-label="Search features" placeholder="Search features" value={search} onChange={(event) => setSearch(event.target.value)} className="h-7 w-48" /> : null}
      />
      <Table label="Features of this segment" className="min-w-[52rem]" wrapperClassName="max-h-[36rem] overflow-y-auto">
        <TableHead className="sticky top-0 z-10 bg-panel">
          <TableRow>
            <TableHeader>Feature</TableHeader>
            {["Mean", "All rows", "Distance", "Std", "Least", "Median", "Most", "Missing"].map((label) => <TableHeader key={label} numeric>{label}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((name) => <FeatureRow key={name} name={name} own={numericOf(segment.characteristics, name)} whole={numericOf(overall, name)} used={used.has(name)} />)}
          {shown.length === 0 ? <TableEmpty columns={9}>No feature has “{search}” in its name.</TableEmpty> : null}
        </TableBody>
      </Table>
    </Card>
  );
}

function FeatureRow({ name, own, whole, used }: { name: string; own?: NumericCharacteristic; whole?: NumericCharacteristic; used: boolean }) {
  const wholeStd = whole?.std ?? 0;
  const zScore = typeof own?.mean === "number" && typeof whole?.mean === "number" && wholeStd > 0 ? (own.mean - whole.mean) / wholeStd : null;
  return (
    <TableRow>
      <th scope="row" className="max-w-72 px-2 text-left font-normal break-words">{name}{used ? null : <span className="ml-1.5 text-xs text-muted">not used</span>}</th>
      <TableCell numeric className="font-medium">{formatQuantity(own?.mean)}</TableCell>
      <TableCell numeric className="text-muted">{formatQuantity(whole?.mean)}</TableCell>
      <TableCell numeric style={{ background: divergingShade(zScore) }}>{zScore === null ? "–" : `${formatSigned(zScore, 2)} σ`}</TableCell>
      <TableCell numeric>{formatQuantity(own?.std)}</TableCell>
      <TableCell numeric>{formatQuantity(own?.min)}</TableCell>
      <TableCell numeric>{formatQuantity(own?.median)}</TableCell>
      <TableCell numeric>{formatQuantity(own?.max)}</TableCell>
      <TableCell numeric>{formatCount(own?.missingCount ?? 0)}</TableCell>
    </TableRow>
  );
}

function numericOf(characteristics: Characteristics, name: string): NumericCharacteristic | undefined {
  const found = characteristics[name];
  return found && "mean" in found ? found : undefined;
}
