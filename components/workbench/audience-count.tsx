"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { formatCount } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { audienceCountSchema, type AudienceRequest } from "@/lib/schemas/audience";

/** How many rows the choices give, counted anew with each of them. */
export function AudienceCount({ request }: { request: AudienceRequest | undefined }) {
  const counted = request && { ...request, name: "Untitled" };
  const count = useQuery({
    queryKey: ["audience-count", JSON.stringify(counted)],
    queryFn: ({ signal }) => fetchJson("/api/v1/audiences/count", audienceCountSchema, { method: "POST", body: counted, signal }),
    enabled: counted !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!counted) return <p className="text-sm text-muted">Choose a segment or add a condition, and the rows are counted here.</p>;
  if (count.error) return <p role="alert" className="text-sm text-danger">{problemText(count.error).detail}</p>;
  if (!count.data) return <p className="text-sm text-muted">Counting…</p>;
  const { size, rows } = count.data;
  return (
    <p role="status" className="flex items-baseline gap-2">
      <span className="text-xl font-semibold tabular">{formatCount(size)}</span>
      <span className="text-sm text-muted tabular">of {formatCount(rows)} rows, {formatShare(size / Math.max(1, rows))}{size === 0 ? ". Nobody meets this: loosen the conditions." : ""}</span>
    </p>
  );
}
