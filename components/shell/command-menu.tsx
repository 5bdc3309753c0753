"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { BookOpen, Shapes, CircleUserRound, Database, Plus, ThumbsUp, Upload, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { fetchJson } from "@/lib/http/browser-fetch";
import { datasetPageSchema } from "@/lib/schemas/dataset";
import { recommenderPageSchema } from "@/lib/schemas/recommender";
import { segmentationPageSchema } from "@/lib/schemas/segmentation";
import type { Role } from "@/lib/schemas/user";
import { navigationFor } from "./navigation";

interface CommandMenuProps {
  role: Role;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Jump to any page, dataset or segmentation by typing part of its name. */
export function CommandMenu({ role, open, onOpenChange }: CommandMenuProps) {
  const router = useRouter();
  const datasets = useQuery({ queryKey: ["command-menu", "datasets"], queryFn: () => fetchJson("/api/v1/datasets?limit=200", datasetPageSchema), enabled: open });
  const segmentations = useQuery({ queryKey: ["command-menu", "segmentations"], queryFn: () => fetchJson("/api/v1/segmentations?limit=200", segmentationPageSchema), enabled: open });
  const recommenders = useQuery({ queryKey: ["command-menu", "recommenders"], queryFn: () => fetchJson("/api/v1/recommenders?limit=200", recommenderPageSchema), enabled: open });
  const { main, administration } = navigationFor(role);

  function go(href: string) {
    onOpenChange(false);
    router.push(href);
  }

  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Search or jump to"
      overlayClassName="fixed inset-0 z-50 bg-black/40"
      contentClassName="fixed top-[15vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel outline-none"
    >
      <Command.Input placeholder="Search datasets, segmentations, recommenders and pages" className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none" />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted">Nothing has that name.</Command.Empty>
        <Group heading="Pages">
          {[...main, ...administration].map((entry) => <Entry key={entry.href} icon={entry.icon} label={entry.label} value={`page ${entry.label}`} onSelect={() => go(entry.href)} />)}
          <Entry icon={CircleUserRound} label="Account" value="page account" onSelect={() => go("/account")} />
          <Entry icon={BookOpen} label="API" value="page api docs" onSelect={() => go("/api-docs")} />
        </Group>
        {role === "viewer" ? null : (
          <Group heading="Actions">
            <Entry icon={Upload} label="Upload a dataset" value="action upload dataset" onSelect={() => go("/datasets/new")} />
            <Entry icon={Plus} label="New segmentation" value="action new segmentation" onSelect={() => go("/segmentations/new")} />
            <Entry icon={Plus} label="New recommender" value="action new recommender" onSelect={() => go("/recommenders/new")} />
          </Group>
        )}
        <Group heading="Datasets">
          {datasets.data?.items.map((dataset) => (
            <Entry key={dataset.id} icon={Database} label={dataset.name} aside={`${dataset.rowCount.toLocaleString("en")} rows`} value={`dataset ${dataset.name} ${dataset.id}`} onSelect={() => go(`/datasets/${dataset.id}`)} />
          ))}
        </Group>
        <Group heading="Segmentations">
          {segmentations.data?.items.map((run) => (
            <Entry key={run.id} icon={Shapes} label={run.name} aside={run.datasetName} value={`segmentation ${run.name} ${run.id}`} onSelect={() => go(`/segmentations/${run.id}`)} />
          ))}
        </Group>
        <Group heading="Recommenders">
          {recommenders.data?.items.map((recommender) => (
            <Entry key={recommender.id} icon={ThumbsUp} label={recommender.name} aside={recommender.datasetName} value={`recommender ${recommender.name} ${recommender.id}`} onSelect={() => go(`/recommenders/${recommender.id}`)} />
          ))}
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Command.Group heading={heading} className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted">
      {children}
    </Command.Group>
  );
}

interface EntryProps {
  icon: LucideIcon;
  label: string;
  aside?: string;
  value: string;
  onSelect: () => void;
}

function Entry({ icon: Icon, label, aside, value, onSelect }: EntryProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className="flex h-8 cursor-pointer items-center gap-2.5 rounded-control px-2.5 text-sm data-[selected=true]:bg-soft">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{label}</span>
      {aside ? <span className="ml-auto max-w-[40%] truncate text-xs text-muted">{aside}</span> : null}
    </Command.Item>
  );
}
