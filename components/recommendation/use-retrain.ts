"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { recommenderCreatedSchema, type RetrainRequest } from "@/lib/schemas/recommender";
import { recommenderKey, recommenderPath } from "./recommender-paths";

/** Trains another version; what is absent stays as in the newest one. */
export function useRetrain(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: RetrainRequest) => fetchJson(recommenderPath(id, "retrain"), recommenderCreatedSchema, { method: "POST", body: request }),
    onSuccess: ({ version }) => {
      toast.success(`Version ${version} is being trained`);
      return client.invalidateQueries({ queryKey: recommenderKey(id) });
    },
    onError: (error) => toast.error(problemText(error).detail),
  });
}
