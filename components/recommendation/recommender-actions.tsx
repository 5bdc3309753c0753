"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Eye, Pencil, RotateCcw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { z } from "zod";
import { isUnderWay } from "@/components/segmentation/run-status-badge";
import { ActionMenu, type MenuEntry } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/http/browser-fetch";
import { recommenderSchema, type Recommender } from "@/lib/schemas/recommender";
import { recommenderKey, recommenderPath } from "./recommender-paths";
import { useRetrain } from "./use-retrain";

// Dialogs come with their first opening.
const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });
const RenameDialog = dynamic(() => import("@/components/segmentation/rename-dialog").then((module) => module.RenameDialog), { ssr: false });

/** What can be done with a recommender as a whole. */
export function RecommenderActions({ recommender, canChange }: { recommender: Recommender; canChange: boolean }) {
  const router = useRouter();
  const client = useQueryClient();
  const retrain = useRetrain(recommender.id);
  const [tab, setTab] = useQueryState("tab");
  const [dialog, setDialog] = useState<"rename" | "delete">();
  const path = recommenderPath(recommender.id);
  const busy = isUnderWay(recommender.status);
  const entries: MenuEntry[] = [
    { label: "Rename", icon: Pencil, onSelect: () => setDialog("rename") },
    { kind: "separator" },
    { label: "Delete recommender", icon: Trash2, danger: true, onSelect: () => setDialog("delete") },
  ];
  return (
    <>
      {canChange && recommender.status !== "failed" && recommender.status !== "cancelled" ? <Button loading={retrain.isPending} disabled={busy} onClick={() => retrain.mutate({ promote: false })}>{retrain.isPending ? null : <RotateCcw aria-hidden />} Train again</Button> : null}
      {canChange ? <ActionMenu button={<Button size="icon" aria-label="More actions"><Ellipsis aria-hidden /></Button>} entries={entries} /> : null}
      {recommender.promoted !== undefined && tab !== "viewer" ? <Button variant="primary" onClick={() => void setTab("viewer", { history: "push" })}><Eye aria-hidden /> See as a viewer</Button> : null}
      {dialog === "rename" ? <RenameDialog
        open
        onOpenChange={() => setDialog(undefined)}
        title="Rename this recommender"
        name={recommender.name}
        onSave={async ({ name }) => client.setQueryData(recommenderKey(recommender.id), await fetchJson(path, recommenderSchema, { method: "PATCH", body: { name } }))}
      /> : null}
      {dialog === "delete" ? <ConfirmDialog
        open
        onOpenChange={() => setDialog(undefined)}
        title={`Delete “${recommender.name}”?`}
        description={`All its ${recommender.versionCount === 1 ? "models" : `${recommender.versionCount} versions with their models`} and figures go with it. The events and items stay. This can't be undone.`}
        confirmLabel="Delete recommender"
        onConfirm={async () => {
          await fetchJson(path, z.undefined(), { method: "DELETE" });
          await client.invalidateQueries({ queryKey: ["recommenders"] });
          toast.success("The recommender was deleted.");
          router.push("/recommenders");
        }}
      /> : null}
    </>
  );
}
