"use client";

import { useMutation } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { datasetCreatedSchema } from "@/lib/schemas/dataset";

/** Makes one row per user of the events, and leads to its segmentation. */
export function FeaturesButton({ datasetId, timezone, size }: { datasetId: string; timezone: string; size?: "sm" }) {
  const router = useRouter();
  const make = useMutation({
    mutationFn: () => fetchJson(`/api/v1/datasets/${datasetId}/features-from-events`, datasetCreatedSchema, { method: "POST", body: { timezone } }),
    onSuccess: ({ id }) => router.push(`/segmentations/new?dataset=${id}`),
    onError: (error) => toast.error(problemText(error).title, { description: problemText(error).detail }),
  });
  return <Button variant="primary" size={size} loading={make.isPending} onClick={() => make.mutate()}>{make.isPending ? null : <Users aria-hidden />} Segment these users</Button>;
}
