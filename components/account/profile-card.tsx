"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fetchJson } from "@/lib/http/browser-fetch";
import { accountPatchSchema, userSchema } from "@/lib/schemas/user";
import { showProblem } from "./show-problem";

export function ProfileCard({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const form = useForm({ resolver: zodResolver(accountPatchSchema), defaultValues: { name } });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const user = await fetchJson("/api/v1/account", userSchema, { method: "PATCH", body: values });
      form.reset({ name: user.name });
      toast.success("Your name is saved.");
      router.refresh();
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <Card>
      <CardHeader title="Profile" definition="how others see you" />
      <form method="post" noValidate onSubmit={submit} className="flex max-w-sm flex-col gap-3.5">
        {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
        <Field label="Name" error={errors.name?.message}><Input {...form.register("name")} autoComplete="name" /></Field>
        <Field label="Email" hint="You sign in with it; it can’t be changed."><Input value={email} readOnly autoComplete="username" className="bg-soft text-muted" /></Field>
        <div><Button type="submit" loading={isSubmitting} disabled={!isDirty}>Save name</Button></div>
      </form>
    </Card>
  );
}
