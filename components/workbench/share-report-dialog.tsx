"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useId, useState } from "react";
import { z } from "zod";
import { copyText } from "@/components/account/copy-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemAlert, QueriesAlert } from "@/components/ui/problem-alert";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatInstant } from "@/lib/charts/format-time";
import { fetchJson } from "@/lib/http/browser-fetch";
import { shareLinkCreatedSchema, shareLinkListSchema } from "@/lib/schemas/report";

interface ShareReportDialogProps {
  runId: string;
  /** Analysts and administrators make public links. */
  canChange: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Two ways to show a report to others: its address, for who can sign in, and a public link, which nobody has until it is made. */
export function ShareReportDialog({ runId, canChange, onOpenChange }: ShareReportDialogProps) {
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title="Share this report" className="w-[min(36rem,calc(100vw-2rem))]">
        <CopyableAddress label="For people who can sign in here" address={`${window.location.origin}/segmentations/${runId}/report`} />
        {canChange ? <PublicLinks runId={runId} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function CopyableAddress({ label, address, hint }: { label: string; address: string; hint?: string }) {
  return (
    <div className="flex items-end gap-2">
      <Field label={label} hint={hint} className="grow"><Input readOnly value={address} className="font-mono text-xs" onFocus={(event) => event.target.select()} /></Field>
      <Button className={hint ? "mb-[1.375rem]" : undefined} onClick={() => void copyText(address, "Link copied")}><Copy aria-hidden /> Copy</Button>
    </div>
  );
}

const lifetimes = [
  { days: 7, label: "a week" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "a year" },
];

function PublicLinks({ runId }: { runId: string }) {
  const path = `/api/v1/segmentations/${runId}/share-links`;
  const key = ["share-links", runId];
  const titleId = useId();
  const client = useQueryClient();
  const [days, setDays] = useState(30);
  const links = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchJson(path, shareLinkListSchema, { signal }) });
  const make = useMutation({
    mutationFn: () => fetchJson(path, shareLinkCreatedSchema, { method: "POST", body: { days } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/v1/share-links/${id}`, z.undefined(), { method: "DELETE" }),
    onSuccess: (_, id) => {
      if (make.data?.id === id) make.reset();
      toast.success("The link no longer works.");
      return client.invalidateQueries({ queryKey: key });
    },
  });
  const items = links.data?.items ?? [];
  return (
    <section aria-labelledby={titleId} className="mt-2 flex flex-col gap-3 border-t border-line pt-4">
      <div>
        <h3 id={titleId} className="font-semibold">Public link</h3>
        <p className="text-sm text-muted">Whoever has it reads the report without signing in, until it expires or you revoke it. No row, no name of a row, and no figure about fewer than five rows is in it.</p>
      </div>
      <QueriesAlert queries={[links]} />
      <ProblemAlert error={make.error ?? revoke.error} />
      <form className="flex items-end gap-2" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        <Field label="It works for" className="w-36"><Select value={days} onChange={(event) => setDays(Number(event.target.value))}>{lifetimes.map((each) => <option key={each.days} value={each.days}>{each.label}</option>)}</Select></Field>
        <Button type="submit" loading={make.isPending}>Make a public link</Button>
      </form>
      {make.data ? <CopyableAddress label="Your new link" address={make.data.url} hint="Copy it now: it is not shown again." /> : null}
      {items.length > 0 ? (
        <ul aria-label="Public links that work" className="flex flex-col divide-y divide-line rounded-control border border-line">
          {items.map(({ id, createdBy, createdAt, expiresAt }) => (
            <li key={id} className="flex items-center justify-between gap-3 px-3 py-1.5 text-sm">
              <span className="min-w-0"><span className="tabular">Until {formatInstant(expiresAt)}</span> <span className="block text-xs text-muted tabular">made {formatInstant(createdAt)} by {createdBy}</span></span>
              <Button size="sm" loading={revoke.isPending && revoke.variables === id} onClick={() => revoke.mutate(id)} aria-label={`Revoke the link until ${formatInstant(expiresAt)}`}>Revoke</Button>
            </li>
          ))}
        </ul>
      ) : links.isSuccess ? <p className="text-sm text-muted">No public link works at present.</p> : null}
      <p className="sr-only" role="status">{links.isSuccess ? `${formatCount(items.length)} public links work` : ""}</p>
    </section>
  );
}
