"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { audienceSchema } from "@/lib/schemas/audience";
import type { MapArea } from "@/lib/schemas/map";

interface SaveAudienceDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  segmentationId: string;
  /** Who is in it: segments, or a part of the map. */
  segments?: number[];
  area?: MapArea;
  suggestedName: string;
}

/** Names a segment as an audience, which filters charts and can be exported. */
export function SaveAudienceDialog({ open, onOpenChange, ...rest }: SaveAudienceDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Save as audience" description="An audience can be exported as a list and used as a filter in Engagement.">
        <AudienceForm {...rest} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AudienceForm({ segmentationId, segments, area, suggestedName, onDone }: Omit<SaveAudienceDialogProps, "open" | "onOpenChange"> & { onDone: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(suggestedName);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function save() {
    setBusy(true);
    setProblem(undefined);
    try {
      const { size } = await fetchJson("/api/v1/audiences", audienceSchema, { method: "POST", body: { name: name.trim(), segmentationId, ...(area ? { area } : { segments }) } });
      toast.success(`Audience saved with ${size.toLocaleString("en-US")} rows`, { action: { label: "Show", onClick: () => router.push("/audiences") } });
      onDone();
    } catch (error) {
      setProblem(problemText(error).detail);
      setBusy(false);
    }
  }

  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Field label="Name" error={problem}><Input autoFocus required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></Field>
      <DialogFooter>
        <DialogClose asChild><Button>Cancel</Button></DialogClose>
        <Button type="submit" variant="primary" loading={busy} disabled={!name.trim()}>Save audience</Button>
      </DialogFooter>
    </form>
  );
}
