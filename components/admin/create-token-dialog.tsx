"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { copyText } from "@/components/account/copy-text";
import { showProblem } from "@/components/account/show-problem";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type ApiTokenCreated, apiTokenCreatedSchema, apiTokenCreateSchema } from "@/lib/schemas/api-token";
import { useChange } from "./use-change";

interface CreateTokenDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks for a name, then shows the token once: it is gone with the dialog. */
export function CreateTokenDialog({ open, onOpenChange }: CreateTokenDialogProps) {
  const [created, setCreated] = useState<ApiTokenCreated>();
  const change = (next: boolean) => {
    onOpenChange(next);
    if (!next) setCreated(undefined);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      {created ? (
        <DialogContent title={`Copy ${created.name} now`} description="It is shown only this once. Keep it where your program keeps its secrets.">
          <CreatedToken token={created.token} />
        </DialogContent>
      ) : (
        <DialogContent title="Create an API token" description="It acts as you, with your role, until you revoke it.">
          <CreateTokenForm onCreated={setCreated} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function CreateTokenForm({ onCreated }: { onCreated: (token: ApiTokenCreated) => void }) {
  const form = useForm({ resolver: zodResolver(apiTokenCreateSchema), defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const create = useChange((values: { name: string }) => fetchJson("/api/v1/tokens", apiTokenCreatedSchema, { method: "POST", body: values }));
  const submit = form.handleSubmit(async (values) => {
    try {
      onCreated(await create.mutateAsync(values));
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3.5">
      {errors.root?.message ? <Alert tone="danger">{errors.root.message}</Alert> : null}
      <Field label="Name" error={errors.name?.message} hint="The program that will use it, like “nightly upload”.">
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      <DialogFooter>
        <DialogClose asChild><Button>Cancel</Button></DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>Create token</Button>
      </DialogFooter>
    </form>
  );
}

function CreatedToken({ token }: { token: string }) {
  return (
    <>
      <Field label="Token">
        <Input readOnly value={token} className="font-mono text-xs" onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <p className="text-xs text-muted">Send it with each request: <code className="font-mono text-ink">Authorization: Bearer TOKEN</code></p>
      <DialogFooter>
        <DialogClose asChild><Button>Done</Button></DialogClose>
        <Button variant="primary" onClick={() => copyText(token, "Token copied")}><Copy aria-hidden /> Copy token</Button>
      </DialogFooter>
    </>
  );
}
