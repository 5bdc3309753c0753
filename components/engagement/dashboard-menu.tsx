"use client";

import { LayoutDashboard } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionMenu, type MenuEntry } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { PlacedCard } from "@/lib/charts/dashboard-layout";
import type { Dashboard } from "@/lib/schemas/dashboard";
import type { useDashboards } from "./use-dashboards";

const SaveDashboardDialog = dynamic(() => import("./save-dashboard-dialog").then((module) => module.SaveDashboardDialog), { ssr: false });
const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });

interface DashboardMenuProps {
  datasetId: string;
  dashboards: ReturnType<typeof useDashboards>;
  open: Dashboard | undefined;
  layout: PlacedCard[];
  isChanged: boolean;
  canShare: boolean;
  /** The arrangement on the screen has been saved, or is given up. */
  onSettled: () => void;
}

/** Which dashboard is looked at; own ones are saved, named, shared and deleted here. */
export function DashboardMenu({ datasetId, dashboards, open, layout, isChanged, canShare, onSettled }: DashboardMenuProps) {
  const router = useRouter();
  const [dialog, setDialog] = useState<"new" | "rename" | "delete">();
  const { create, change, remove } = dashboards;
  const goTo = (dashboard?: Dashboard) => {
    onSettled();
    const search = dashboard ? new URLSearchParams({ ...dashboard.filters, dashboard: dashboard.id }).toString() : "";
    router.push(`/engagement/${datasetId}${search ? `?${search}` : ""}`, { scroll: false });
  };
  const save = (own: Dashboard) => change.mutate({ id: own.id, layout, filters: filtersNow() }, { onSuccess: () => { onSettled(); toast.success(`Saved “${own.name}”`); } });
  const add = (name: string, shared: boolean) => create.mutate({ datasetId, name, layout, filters: filtersNow(), shared }, { onSuccess: (made) => { setDialog(undefined); goTo(made); toast.success(`Saved “${made.name}”${made.shared ? " for the team" : ""}`); } });
  return (
    <>
      <ActionMenu
        button={<Button><LayoutDashboard aria-hidden /> <span className="max-w-40 truncate">{open?.name ?? "Standard"}</span>{isChanged ? <span className="font-normal text-muted">, changed</span> : null}</Button>}
        entries={entriesFor({ items: dashboards.list.data?.items ?? [], open, canShare, goTo, save, setDialog, share: (own) => change.mutate({ id: own.id, shared: !own.shared }, { onSuccess: ({ shared }) => toast.success(shared ? "The team sees this dashboard now" : "Only you see this dashboard now") }) })}
      />
      {dialog === "new" ? <SaveDashboardDialog title="Save as a new dashboard" initialName={open ? `${open.name}, copy` : ""} canShare={canShare} isPending={create.isPending} onSave={add} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "rename" && open ? <SaveDashboardDialog title="Rename the dashboard" initialName={open.name} canShare={false} isPending={change.isPending} onSave={(name) => change.mutate({ id: open.id, name }, { onSuccess: () => setDialog(undefined) })} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "delete" && open ? (
        <ConfirmDialog open onOpenChange={() => setDialog(undefined)} title={`Delete “${open.name}”?`} description="Its arrangement and filters are gone for everybody. The events stay." confirmLabel="Delete dashboard" onConfirm={async () => { await remove.mutateAsync(open.id); goTo(); }} />
      ) : null}
    </>
  );
}

interface EntryContext {
  items: Dashboard[];
  open: Dashboard | undefined;
  canShare: boolean;
  goTo: (dashboard?: Dashboard) => void;
  save: (own: Dashboard) => void;
  share: (own: Dashboard) => void;
  setDialog: (dialog: "new" | "rename" | "delete") => void;
}

function entriesFor({ items, open, canShare, goTo, save, share, setDialog }: EntryContext): MenuEntry[] {
  const others = items.filter(({ mine }) => !mine);
  const own = items.filter(({ mine }) => mine);
  return [
    { kind: "group", label: "Dashboards", items: [{ label: "Standard", onSelect: () => goTo() }, ...own.map((each) => ({ label: each.shared ? `${each.name} (shared)` : each.name, onSelect: () => goTo(each) }))] },
    ...(others.length > 0 ? [{ kind: "group" as const, label: "From the team", items: others.map((each) => ({ label: `${each.name}, ${each.owner.name}`, onSelect: () => goTo(each) })) }] : []),
    { kind: "separator" },
    ...(open?.mine ? [{ label: "Save changes", onSelect: () => save(open) }] : []),
    { label: "Save as new…", onSelect: () => setDialog("new") },
    ...(open?.mine ? [
      { label: "Rename…", onSelect: () => setDialog("rename") },
      ...(canShare ? [{ label: open.shared ? "Stop sharing" : "Share with the team", onSelect: () => share(open) }] : []),
      { label: "Delete…", danger: true, onSelect: () => setDialog("delete") },
    ] : []),
  ];
}

/** The filters as the URL spells them, but for what is only looked at for a moment. */
function filtersNow(): Record<string, string> {
  const entries = new URLSearchParams(window.location.search);
  entries.delete("dashboard");
  entries.delete("user");
  return Object.fromEntries(entries);
}
