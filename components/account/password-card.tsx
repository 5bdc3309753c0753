"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { fetchJson } from "@/lib/http/browser-fetch";
import { doneSchema, passwordChangeSchema } from "@/lib/schemas/user";
import { PasswordInput } from "./password-input";
import { showProblem } from "./show-problem";

export function PasswordCard({ email }: { email: string }) {
  const form = useForm({ resolver: zodResolver(passwordChangeSchema), defaultValues: { currentPassword: "", newPassword: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await fetchJson("/api/v1/account/password", doneSchema, { method: "PUT", body: values });
      form.reset();
      toast.success("Your password is changed. Other devices are signed out.");
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <Card>
      <CardHeader title="Password" definition="changing it signs out your other devices" />
      <form method="post" noValidate onSubmit={submit} className="flex max-w-sm flex-col gap-3.5">
        {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
        {/* Password managers need to see whose password this is. */}
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
        <Field label="Present password" error={errors.currentPassword?.message}>
          <PasswordInput {...form.register("currentPassword")} autoComplete="current-password" />
        </Field>
        <Field label="New password" error={errors.newPassword?.message} hint="At least 10 characters. A few words in a row are good.">
          <PasswordInput {...form.register("newPassword")} autoComplete="new-password" />
        </Field>
        <div><Button type="submit" loading={isSubmitting}>Change password</Button></div>
      </form>
    </Card>
  );
}
