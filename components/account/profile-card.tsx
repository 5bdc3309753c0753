"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fetchJson } from "@/lib/http/browser-fetch";
import { accountPatchSchema, userSchema } from "@/lib/schemas/user";
import { useAccountForm } from "./use-account-form";

export function ProfileCard({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const { field, problems, busy, dirty, submit } = useAccountForm(accountPatchSchema, { name }, async (values) => {
    const user = await fetchJson("/api/v1/account", userSchema, { method: "PATCH", body: values });
    toast.success("Your name is saved.");
    router.refresh();
    return { name: user.name };
  });
  return (
    <Card>
      <CardHeader title="Profile" definition="how others see you" />
      <form method="post" noValidate onSubmit={submit} className="flex max-w-sm flex-col gap-3.5">
        {problems.root ? <Alert tone="danger">{problems.root}</Alert> : null}
        <Field label="Name" error={problems.name}><Input {...field("name")} autoComplete="name" /></Field>
        <Field label="Email" hint="You sign in with it; it can’t be changed."><Input value={email} readOnly autoComplete="username" className="bg-soft text-muted" /></Field>
        <div><Button type="submit" loading={busy} disabled={!dirty}>Save name</Button></div>
      </form>
    </Card>
  );
}
