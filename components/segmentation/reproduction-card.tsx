"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, RotateCcw, X } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ProblemAlert, QueriesAlert } from "@/components/ui/problem-alert";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatInstant } from "@/lib/charts/format-time";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Repetition, reproductionSchema } from "@/lib/schemas/reproduction";
import { type Segmentation, segmentationCreatedSchema } from "@/lib/schemas/segmentation";

const isUnderWay = ({ status }: Repetition): boolean => status === "queued" || status === "running";

/** Proves that a run comes out again: the fingerprints of this run and of its repetitions, side by side. */
export function ReproductionCard({ run, canChange }: { run: Segmentation; canChange: boolean }) {
  const client = useQueryClient();
  const key = ["repetitions", run.id];
  const path = `/api/v1/segmentations/${run.id}`;
  const reproduction = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson(`${path}/repetitions`, reproductionSchema, { signal }),
    refetchInterval: ({ state }) => (state.data?.repetitions.some(isUnderWay) ? 500 : false),
  });
  const repeat = useMutation({
    mutationFn: () => fetchJson(`${path}/rerun`, segmentationCreatedSchema, { method: "POST" }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  const { run: own, repetitions = [] } = reproduction.data ?? {};
  const underWay = repetitions.find(isUnderWay);
  return (
    <Card>
      <CardHeader
        title="Does it come out again?"
        definition="SHA-256 of the bytes that were read and of the result"
        actions={canChange ? <Button size="sm" loading={repeat.isPending || underWay !== undefined} onClick={() => repeat.mutate()}><RotateCcw aria-hidden /> Run again and compare</Button> : null}
      />
      <QueriesAlert queries={[reproduction]} />
      <ProblemAlert error={repeat.error} />
      <div role="status">{own ? <Verdict own={own} latest={repetitions.find(({ status }) => status === "succeeded")} /> : null}</div>
      {underWay ? <Progress className="mt-2" label="Running again" /> : null}
      {own ? (
        <Table label="Fingerprints" className="mt-3 min-w-[44rem]">
          <TableHead><TableRow><TableHeader>Run</TableHeader><TableHeader>Data</TableHeader><TableHeader>Assignments</TableHeader><TableHeader>Centroids</TableHeader><TableHeader>Kernels</TableHeader><TableHeader>Result</TableHeader></TableRow></TableHead>
          <TableBody>
            <FingerprintRow entry={own} reference={own} isOwn />
            {repetitions.map((entry) => <FingerprintRow key={entry.id} entry={entry} reference={own} />)}
          </TableBody>
        </Table>
      ) : null}
    </Card>
  );
}

function Verdict({ own, latest }: { own: Repetition; latest?: Repetition }) {
  if (!own.fingerprint) return <p className="text-sm text-muted">This run is older than the keeping of fingerprints. Run it again twice: the two repetitions can be compared.</p>;
  if (!latest) return <p className="text-sm text-muted">It has not been run again yet. Same version of the data, same parameters, same seed: the bytes must be the same.</p>;
  if (latest.identical) return <Alert tone="good" title="Identical, byte for byte">The repetition of {formatInstant(latest.createdAt)} has the same assignments and the same centroids.</Alert>;
  if (latest.identical === undefined) return <p className="text-sm text-muted">The other run is older than the keeping of fingerprints.</p>;
  return <Alert tone="warning" title="The results differ">{latest.differences.length > 0 ? latest.differences.join(" ") : "Data and kernels are the same, so this should not be. Tell your administrator both run numbers."}</Alert>;
}

function FingerprintRow({ entry, reference, isOwn = false }: { entry: Repetition; reference: Repetition; isOwn?: boolean }) {
  const { fingerprint } = entry;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">{isOwn ? <span className="font-medium">This run</span> : <Link href={`/segmentations/${entry.id}?tab=method`} className="hover:underline">{formatInstant(entry.createdAt)}</Link>} <span className="text-muted">by {entry.createdBy}</span></TableCell>
      {(["input", "assignments", "model"] as const).map((part) => (
        <TableCell key={part} className="font-mono text-xs">
          {fingerprint ? <span title={fingerprint[part]} className={!isOwn && reference.fingerprint && reference.fingerprint[part] !== fingerprint[part] ? "text-danger" : undefined}>{fingerprint[part].slice(0, 12)}…</span> : "–"}
        </TableCell>
      ))}
      <TableCell className="tabular">{entry.kernelVersion}</TableCell>
      <TableCell>{isOwn ? null : entry.identical === undefined ? <Badge>{isUnderWay(entry) ? "running" : entry.status === "succeeded" ? "not known" : entry.status}</Badge> : entry.identical ? <Badge tone="good"><Check aria-hidden /> identical</Badge> : <Badge tone="danger"><X aria-hidden /> differs</Badge>}</TableCell>
    </TableRow>
  );
}
