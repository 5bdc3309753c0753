"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { showProblem } from "@/components/account/show-problem";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { fetchJson } from "@/lib/http/browser-fetch";
import { doneSchema, passwordResetSchema, type User } from "@/lib/schemas/user";
import { FirstPasswordField } from "./first-password-field";
import { useChange } from "./use-change";

interface SetPasswordDialogProps {
  person: User;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function SetPasswordDialog({ person, open, onOpenChange }: SetPasswordDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={`Set a new password for ${person.name}`} description="They are signed out everywhere and sign in with this one. Their API tokens keep working.">
        <SetPasswordForm person={person} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function SetPasswordForm({ person, onDone }: { person: User; onDone: () => void }) {
  const form = useForm({ resolver: zodResolver(passwordResetSchema), defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const set = useChange((values: { password: string }) => fetchJson(`/api/v1/users/${person.id}/password`, doneSchema, { method: "PUT", body: values }));
  const submit = form.handleSubmit(async (values) => {
    try {
      await set.mutateAsync(values);
      toast.success(`The password of ${person.name} is set.`);
      onDone();
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3.5">
      {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
      <FirstPasswordField
        registration={form.register("password")}
        error={errors.password?.message}
        onSuggest={(password) => form.setValue("password", password, { shouldValidate: true })}
      />
      <DialogFooter>
        <DialogClose asChild><Button>Cancel</Button></DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>Set password</Button>
      </DialogFooter>
    </form>
  );
}
