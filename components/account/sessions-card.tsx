"use client";

import { LogOut } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { fetchJson } from "@/lib/http/browser-fetch";
import { doneSchema } from "@/lib/schemas/user";
import { signOutHere } from "./sign-out";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });

export function SessionsCard() {
  const [leaving, setLeaving] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const leave = () => {
    setLeaving(true);
    signOutHere().catch(() => {
      setLeaving(false);
      toast.error("The server can’t be reached, so you are still signed in. Try again.");
    });
  };
  return (
    <Card>
      <CardHeader title="Sessions" definition="you stay signed in for 30 days" />
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={leave} loading={leaving}><LogOut aria-hidden /> Sign out</Button>
        <Button onClick={() => setConfirming(true)}>Sign out everywhere else</Button>
      </div>
      {confirming ? <ConfirmDialog
        open
        onOpenChange={setConfirming}
        title="Sign out everywhere else?"
        description="Every other browser that is signed in as you has to sign in again. API tokens keep working."
        confirmLabel="Sign out the others"
        danger={false}
        onConfirm={() => fetchJson("/api/v1/account/sessions", doneSchema, { method: "DELETE" }).then(() => toast.success("All other sessions are ended."))}
      /> : null}
    </Card>
  );
}
