"use client";

import { toast } from "@/components/ui/toast";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { fetchJson } from "@/lib/http/browser-fetch";
import { doneSchema, passwordChangeSchema } from "@/lib/schemas/user";
import { PasswordInput } from "./password-input";
import { useAccountForm } from "./use-account-form";

const empty = { currentPassword: "", newPassword: "" };

export function PasswordCard({ email }: { email: string }) {
  const { field, problems, busy, submit } = useAccountForm(passwordChangeSchema, empty, async (values) => {
    await fetchJson("/api/v1/account/password", doneSchema, { method: "PUT", body: values });
    toast.success("Your password is changed. Other devices are signed out.");
    return empty;
  });
  return (
    <Card>
      <CardHeader title="Password" definition="changing it signs out your other devices" />
      <form method="post" noValidate onSubmit={submit} className="flex max-w-sm flex-col gap-3.5">
        {problems.root ? <Alert tone="danger">{problems.root}</Alert> : null}
        {/* Password managers need to see whose password this is. */}
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
        <Field label="Present password" error={problems.currentPassword}>
          <PasswordInput {...field("currentPassword")} autoComplete="current-password" />
        </Field>
        <Field label="New password" error={problems.newPassword} hint="At least 10 characters. A few words in a row are good.">
          <PasswordInput {...field("newPassword")} autoComplete="new-password" />
        </Field>
        <div><Button type="submit" loading={busy}>Change password</Button></div>
      </form>
    </Card>
  );
}
