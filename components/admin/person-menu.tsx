"use client";

import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { type User, userSchema } from "@/lib/schemas/user";
import { SetPasswordDialog } from "./set-password-dialog";
import { useChange } from "./use-change";

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
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${person.name}`}><Ellipsis aria-hidden /></Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("password")}><KeyRound aria-hidden /> Set a new password</DropdownMenuItem>
          {person.disabled ? <DropdownMenuItem onSelect={enable}><UserCheck aria-hidden /> Enable</DropdownMenuItem> : null}
          {!person.disabled && !isSelf ? <DropdownMenuItem danger onSelect={() => setOpen("disable")}><UserX aria-hidden /> Disable</DropdownMenuItem> : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <SetPasswordDialog person={person} open={open === "password"} onOpenChange={(next) => setOpen(next ? "password" : undefined)} />
      <ConfirmDialog
        open={open === "disable"}
        onOpenChange={(next) => setOpen(next ? "disable" : undefined)}
        title={`Disable ${person.name}?`}
        description="They are signed out at once and their API tokens stop working. Their datasets and segmentations stay, and you can enable them again."
        confirmLabel="Disable"
        onConfirm={() => change.mutateAsync(true).then(() => toast.success(`${person.name} is disabled.`))}
      />
    </>
  );
}
