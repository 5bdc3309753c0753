"use client";

import { KeyRound, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Moment } from "@/components/account/moment";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type ApiToken, apiTokenPageSchema, apiTokenSchema } from "@/lib/schemas/api-token";
import { allTokensPath, ownTokensPath } from "./list-paths";
import { LoadMore } from "./load-more";
import { useChange } from "./use-change";
import { usePagedList } from "./use-paged-list";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), { ssr: false });
const CreateTokenDialog = dynamic(() => import("./create-token-dialog").then((module) => module.CreateTokenDialog), { ssr: false });

interface TokensCardProps {
  owner: "mine" | "all";
  firstPage: { items: ApiToken[]; nextCursor?: string };
}

export function TokensCard({ owner, firstPage }: TokensCardProps) {
  const list = usePagedList({ path: owner === "all" ? allTokensPath : ownTokensPath, schema: apiTokenPageSchema, firstPage });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken>();
  const revoke = useChange((token: ApiToken) => fetchJson(`/api/v1/tokens/${token.id}`, apiTokenSchema, { method: "DELETE" }));
  return (
    <Card>
      <CardHeader
        title={owner === "all" ? "Which programs have access?" : "Which programs act for you?"}
        definition="API tokens; each acts with its owner’s role"
        actions={
          <>
            <Button asChild size="sm" variant="link"><Link href="/api-docs">API reference</Link></Button>
            <Button size="sm" onClick={() => setCreating(true)}><Plus aria-hidden /> Create a token</Button>
          </>
        }
      />
      {list.items.length === 0 ? (
        <EmptyState icon={KeyRound} title="No tokens yet" className="py-6">A token lets a script upload data, run segmentations and read results.</EmptyState>
      ) : (
        <Table label="API tokens" className="min-w-140">
          <TableHead>
            <TableRow>
              <TableHeader>Name</TableHeader>
              {owner === "all" ? <TableHeader>Owner</TableHeader> : null}
              <TableHeader>Begins with</TableHeader>
              <TableHeader>Last used</TableHeader>
              <TableHeader>Created</TableHeader>
              <TableHeader><span className="sr-only">Actions</span></TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {list.items.map((token) => (
              <TableRow key={token.id} className="last:border-0">
                <TableCell className="max-w-80 min-w-32 py-2 font-semibold break-words">{token.name}</TableCell>
                {owner === "all" ? <TableCell className="max-w-60 break-words">{token.owner.name}</TableCell> : null}
                <TableCell className="font-mono text-xs">{token.prefix}…</TableCell>
                <TableCell><Moment at={token.lastUsedAt} /></TableCell>
                <TableCell><Moment at={token.createdAt} /></TableCell>
                <TableCell className="text-right">
                  <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>Revoke</Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <LoadMore {...list} />
      {creating ? <CreateTokenDialog open onOpenChange={setCreating} /> : null}
      {revoking ? <ConfirmDialog
        open
        onOpenChange={(open) => !open && setRevoking(undefined)}
        title={`Revoke ${revoking.name}?`}
        description="Programs that use it are refused from now on. This can’t be undone; a new token can be created at any time."
        confirmLabel="Revoke token"
        onConfirm={async () => {
          await revoke.mutateAsync(revoking);
          toast.success(`${revoking.name} is revoked.`);
        }}
      /> : null}
    </Card>
  );
}
