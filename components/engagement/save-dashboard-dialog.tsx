"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface SaveDashboardDialogProps {
  title: string;
  initialName: string;
  /** Left out where sharing is not asked here. */
  canShare: boolean;
  isPending: boolean;
  onSave: (name: string, shared: boolean) => void;
  onClose: () => void;
}

/** Names a dashboard; a new one can be shared at once. */
export function SaveDashboardDialog({ title, initialName, canShare, isPending, onSave, onClose }: SaveDashboardDialogProps) {
  const [name, setName] = useState(initialName);
  const [shared, setShared] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(name.trim(), shared);
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description="It keeps the charts with their order and widths, and the filters as they are now.">
        <form onSubmit={submit} className="grid gap-3">
          <Field label="Name"><Input required maxLength={200} autoFocus value={name} onChange={(event) => setName(event.target.value)} /></Field>
          {canShare ? <label className="flex items-center gap-2 text-sm"><Checkbox checked={shared} onChange={() => setShared(!shared)} /> Share with the team: everybody sees it, only you change it</label> : null}
          <DialogFooter>
            <DialogClose asChild><Button>Cancel</Button></DialogClose>
            <Button type="submit" variant="primary" loading={isPending} disabled={name.trim() === ""}>Save</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
