"use client";

import { ArrowDown, ArrowUp, Copy, Pencil, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Switch } from "@/components/ui/switch";
import { segmentColor } from "@/lib/charts/segment-color";
import type { Rule } from "@/lib/schemas/rule-book";
import type { RuleProblems } from "./rule-draft";
import { RuleEditor } from "./rule-editor";
import { ruleSentence } from "./rule-words";

interface RuleRowProps {
  rule: Rule;
  position: number;
  count: number;
  problems: RuleProblems;
  open: boolean;
  canChange: boolean;
  /** Segments of the tried run that it speaks for; undefined while nothing is tried. */
  matches?: { segment: number; name: string }[];
  onOpen: (open: boolean) => void;
  onChange: (rule: Rule) => void;
  onMove: (by: -1 | 1) => void;
  onCopy: () => void;
  onRemove: () => void;
}

/** One rule of the book: what it says and when, whom it speaks for, and its fields when it is open. */
export function RuleRow({ rule, position, count, problems, open, canChange, matches, onOpen, onChange, onMove, onCopy, onRemove }: RuleRowProps) {
  const title = rule.title || "New rule";
  const wrong = Object.keys(problems).length > 0;
  return (
    <li className={cn("flex flex-col gap-3 px-4 py-3", !rule.enabled && !open && "bg-soft/50")}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <span aria-hidden className="w-5 pt-0.5 text-right text-xs text-muted tabular">{position + 1}</span>
        <div className="min-w-0 grow basis-64">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1"><span className={cn("font-medium break-words", !rule.enabled && "text-muted")}>{title}</span>{rule.channel ? <span className="text-muted">· {rule.channel}</span> : null}{rule.enabled ? null : <Badge>off</Badge>}{wrong ? <Badge tone="danger">to be completed</Badge> : null}</p>
          <p className="mt-0.5 text-sm break-words text-muted">{ruleSentence(rule)}</p>
          {matches ? (
            <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs">
              {matches.length === 0 ? <span className="text-muted">Speaks for no segment of this run</span> : matches.map(({ segment, name }) => <span key={segment} className="inline-flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[3px]" style={{ background: segmentColor(segment) }} />{name}</span>)}
            </p>
          ) : null}
        </div>
        {canChange ? (
          <div className="flex items-center gap-1">
            <Switch aria-label={`${title} is on`} checked={rule.enabled} onCheckedChange={(enabled) => onChange({ ...rule, enabled })} className="mr-1.5" />
            <Button variant="ghost" size="icon-sm" aria-label={`Move ${title} up`} disabled={position === 0} onClick={() => onMove(-1)}><ArrowUp aria-hidden /></Button>
            <Button variant="ghost" size="icon-sm" aria-label={`Move ${title} down`} disabled={position === count - 1} onClick={() => onMove(1)}><ArrowDown aria-hidden /></Button>
            <Button variant="ghost" size="icon-sm" aria-label={`Copy ${title}`} onClick={onCopy}><Copy aria-hidden /></Button>
            <Button variant="ghost" size="icon-sm" aria-label={`Remove ${title}`} onClick={onRemove}><Trash2 aria-hidden /></Button>
            <Button size="sm" aria-expanded={open} onClick={() => onOpen(!open)}><Pencil aria-hidden /> {open ? "Close" : "Edit"}</Button>
          </div>
        ) : null}
      </div>
      {open ? <div className="sm:pl-8"><RuleEditor rule={rule} problems={problems} onChange={onChange} /></div> : rule.message ? <p className="rounded-control bg-soft px-2.5 py-1.5 text-sm break-words sm:ml-8">{rule.message}</p> : null}
    </li>
  );
}
