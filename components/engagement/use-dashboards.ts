"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { toast } from "@/components/ui/toast";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type Dashboard, dashboardListSchema, type DashboardPatch, type DashboardRequest, dashboardSchema } from "@/lib/schemas/dashboard";

/** The saved dashboards of a dataset that one may see, and what changes them. Refusals are shown as toasts. */
export function useDashboards(datasetId: string) {
  const client = useQueryClient();
  const queryKey = ["dashboards", datasetId];
  const list = useQuery({ queryKey, queryFn: ({ signal }) => fetchJson(`/api/v1/dashboards?dataset=${datasetId}`, dashboardListSchema, { signal }), staleTime: 60_000 });
  const onError = (error: unknown) => toast.error(problemText(error).title, { description: problemText(error).detail });
  const put = (saved: Dashboard) => client.setQueryData<{ items: Dashboard[] }>(queryKey, (old) => ({ items: [...(old?.items.filter(({ id }) => id !== saved.id) ?? []), saved].toSorted((a, b) => a.name.localeCompare(b.name)) }));
  const create = useMutation({ mutationFn: (body: DashboardRequest) => fetchJson("/api/v1/dashboards", dashboardSchema, { method: "POST", body }), onSuccess: put, onError });
  const change = useMutation({ mutationFn: ({ id, ...body }: DashboardPatch & { id: string }) => fetchJson(`/api/v1/dashboards/${id}`, dashboardSchema, { method: "PATCH", body }), onSuccess: put, onError });
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await fetchJson(`/api/v1/dashboards/${id}`, z.undefined(), { method: "DELETE" });
      return id;
    },
    onSuccess: (gone) => client.setQueryData<{ items: Dashboard[] }>(queryKey, (old) => ({ items: old?.items.filter(({ id }) => id !== gone) ?? [] })),
    onError,
  });
  return { list, create, change, remove };
}
