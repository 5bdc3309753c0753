"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { FirstPasswordField } from "@/components/admin/first-password-field";
import { showProblem } from "@/components/account/show-problem";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type UserCreate, userCreateSchema, userSchema } from "@/lib/schemas/user";
import { roleChoices } from "./role-choices";
import { useChange } from "./use-change";

interface AddPersonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddPersonDialog({ open, onOpenChange }: AddPersonDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Add a person" description="Give them their email and this first password; they change it on their account page.">
        <AddPersonForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddPersonForm({ onDone }: { onDone: () => void }) {
  const form = useForm<UserCreate>({ resolver: zodResolver(userCreateSchema), defaultValues: { name: "", email: "", role: "analyst", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const create = useChange((values: UserCreate) => fetchJson("/api/v1/users", userSchema, { method: "POST", body: values }));
  const submit = form.handleSubmit(async (values) => {
    try {
      const user = await create.mutateAsync(values);
      toast.success(`${user.name} can sign in now.`);
      onDone();
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3.5">
      {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
      <Field label="Name" error={errors.name?.message}><Input {...form.register("name")} autoComplete="off" /></Field>
      <Field label="Email" error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label="Role" error={errors.role?.message}>
        <Select {...form.register("role")}>
          {roleChoices.map(({ role, label, may }) => <option key={role} value={role}>{label}: {may}</option>)}
        </Select>
      </Field>
      <FirstPasswordField
        registration={form.register("password")}
        error={errors.password?.message}
        onSuggest={(password) => form.setValue("password", password, { shouldValidate: true })}
      />
      <DialogFooter>
        <DialogClose asChild><Button>Cancel</Button></DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>Add person</Button>
      </DialogFooter>
    </form>
  );
}
