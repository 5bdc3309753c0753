"use client";

import { Pencil } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { nameSchema } from "@/lib/schemas/dataset";

interface RenameHeadingProps {
  name: string;
  canWrite: boolean;
  onRename: (name: string) => void;
}

/** The dataset's name as the page's title; the pencil turns it into a field. Enter keeps, Escape gives up. */
export function RenameHeading({ name, canWrite, onRename }: RenameHeadingProps) {
  const [draft, setDraft] = useState<string>();
  if (draft === undefined) {
    return (
      <span className="group inline-flex max-w-full items-start gap-1.5">
        <bdi className="min-w-0 break-words">{name}</bdi>
        {canWrite ? (
          <Button variant="ghost" size="icon-sm" aria-label="Rename" onClick={() => setDraft(name)} className="text-muted"><Pencil aria-hidden /></Button>
        ) : null}
      </span>
    );
  }
  const parsed = nameSchema.safeParse(draft);
  const problem = parsed.success ? undefined : parsed.error.issues[0]?.message;

  function keep() {
    if (!parsed.success) return;
    if (parsed.data !== name) onRename(parsed.data);
    setDraft(undefined);
  }
  function key(event: KeyboardEvent) {
    if (event.key === "Enter") keep();
    if (event.key === "Escape") setDraft(undefined);
  }

  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-2">
        <Input autoFocus aria-label="Name" aria-invalid={Boolean(problem)} value={draft} maxLength={400} onChange={(event) => setDraft(event.target.value)} onKeyDown={key} className="w-md max-w-[60vw] font-semibold" />
        <Button size="sm" variant="primary" disabled={Boolean(problem)} onClick={keep}>Rename</Button>
        <Button size="sm" onClick={() => setDraft(undefined)}>Cancel</Button>
      </span>
      {problem ? <span role="alert" className="text-xs font-normal text-danger">{problem}</span> : null}
    </span>
  );
}
