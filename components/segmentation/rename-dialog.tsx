"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { problemText } from "@/lib/http/browser-fetch";

interface RenameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  name: string;
  /** Shows a second field when given. */
  description?: string;
  onSave: (change: { name: string; description?: string }) => Promise<unknown>;
  /** Gives back the automatic texts. */
  onRestore?: () => Promise<unknown>;
}

export function RenameDialog({ open, onOpenChange, title, ...rest }: RenameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={title}>
        <RenameForm {...rest} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface RenameFormProps extends Pick<RenameDialogProps, "name" | "description" | "onSave" | "onRestore"> {
  onDone: () => void;
}

/** Lives as long as the dialog is open, so that it starts from the present texts each time. */
function RenameForm({ name: initialName, description: initialDescription, onSave, onRestore, onDone }: RenameFormProps) {
  const [name, setName] = useState(initialName);
  const [description, setDescription] = useState(initialDescription ?? "");
  const [busy, setBusy] = useState<"save" | "restore">();
  const [problem, setProblem] = useState<string>();

  async function act(kind: "save" | "restore", deed: () => Promise<unknown>) {
    setBusy(kind);
    setProblem(undefined);
    try {
      await deed();
      onDone();
    } catch (error) {
      setProblem(problemText(error).detail);
      setBusy(undefined);
    }
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void act("save", () => onSave({ name: name.trim(), ...(initialDescription !== undefined && { description }) }));
      }}
    >
      <Field label="Name" error={problem}><Input autoFocus required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></Field>
      {initialDescription === undefined ? null : (
        <Field label="Description"><Textarea maxLength={4000} rows={6} value={description} onChange={(event) => setDescription(event.target.value)} /></Field>
      )}
      <DialogFooter>
        {onRestore ? <Button variant="ghost" loading={busy === "restore"} className="mr-auto" onClick={() => void act("restore", onRestore)}>Restore automatic</Button> : null}
        <DialogClose asChild><Button>Cancel</Button></DialogClose>
        <Button type="submit" variant="primary" loading={busy === "save"} disabled={!name.trim()}>Save</Button>
      </DialogFooter>
    </form>
  );
}
