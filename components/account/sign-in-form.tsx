"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { emailSchema } from "@/lib/schemas/user";
import { PasswordInput } from "./password-input";
import { signInRefusalText } from "./sign-in-refusal-text";

const formSchema = z.object({ email: emailSchema, password: z.string().min(1, "Type your password") });

export function SignInForm({ next }: { next: string }) {
  const form = useForm({ resolver: zodResolver(formSchema), defaultValues: { email: "", password: "" } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    const result = await signIn("credentials", { ...values, redirect: false }).catch(() => undefined);
    if (result?.ok) {
      // A full load: what the router holds in memory belongs to nobody or somebody else.
      window.location.assign(next);
      return;
    }
    form.setError("root", { message: signInRefusalText(result?.error ?? "unavailable") });
    form.setFocus("password", { shouldSelect: true });
  });

  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
      <Field label="Email" error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="username" autoFocus inputMode="email" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label="Password" error={errors.password?.message} hint="Forgotten? An administrator can set a new one.">
        <PasswordInput {...form.register("password")} autoComplete="current-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={isSubmitting || isSubmitSuccessful}>Sign in</Button>
    </form>
  );
}
