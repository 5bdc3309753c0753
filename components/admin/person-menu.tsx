"use client";

import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type User, userSchema } from "@/lib/schemas/user";
import { useChange } from "./use-change";

// Dialogs come with their first opening.
const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });
const SetPasswordDialog = dynamic(() => import("./set-password-dialog").then((module) => module.SetPasswordDialog), { ssr: false });

export function PersonMenu({ person, isSelf }: { person: User; isSelf: boolean }) {
  const [open, setOpen] = useState<"password" | "disable">();
  const change = useChange((disabled: boolean) => fetchJson(`/api/v1/users/${person.id}`, userSchema, { method: "PATCH", body: { disabled } }));
  const enable = () =>
    change.mutate(false, {
      onSuccess: () => toast.success(`${person.name} can sign in again.`),
      onError: (error) => toast.error(problemText(error).detail),
    });
  return (
    <>
      <ActionMenu
        button={<Button variant="ghost" size="icon-sm" aria-label={`Actions for ${person.name}`}><Ellipsis aria-hidden /></Button>}
        entries={[
          { label: "Set a new password", icon: KeyRound, onSelect: () => setOpen("password") },
          ...(person.disabled ? [{ label: "Enable", icon: UserCheck, onSelect: enable }] : []),
          ...(!person.disabled && !isSelf ? [{ label: "Disable", icon: UserX, danger: true, onSelect: () => setOpen("disable") }] : []),
        ]}
      />
      {open === "password" ? <SetPasswordDialog person={person} open onOpenChange={() => setOpen(undefined)} /> : null}
      {open === "disable" ? <ConfirmDialog
        open
        onOpenChange={() => setOpen(undefined)}
        title={`Disable ${person.name}?`}
        description="They are signed out at once and their API tokens stop working. Their datasets and segmentations stay, and you can enable them again."
        confirmLabel="Disable"
        onConfirm={() => change.mutateAsync(true).then(() => toast.success(`${person.name} is disabled.`))}
      /> : null}
    </>
  );
}
