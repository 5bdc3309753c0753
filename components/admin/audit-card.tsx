"use client";

import { ScrollText } from "lucide-react";
import { Moment } from "@/components/account/moment";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type AuditEvent, auditPageSchema } from "@/lib/schemas/audit";
import { auditText } from "./audit-text";
import { auditPath } from "./list-paths";
import { LoadMore } from "./load-more";
import { usePagedList } from "./use-paged-list";

export function AuditCard({ firstPage }: { firstPage: { items: AuditEvent[]; nextCursor?: string } }) {
  const list = usePagedList({ path: auditPath, schema: auditPageSchema, firstPage });
  return (
    <Card>
      <CardHeader title="What has happened?" definition="sign-ins, and changes to people and tokens; newest first" />
      {list.items.length === 0 ? (
        <EmptyState icon={ScrollText} title="Nothing yet" className="py-6">Sign-ins and changes to people and tokens appear here.</EmptyState>
      ) : (
        <Table label="Audit trail" className="min-w-130">
          <TableHead>
            <TableRow>
              <TableHeader>When</TableHeader>
              <TableHeader>Who</TableHeader>
              <TableHeader>What</TableHeader>
              <TableHeader>Details</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {list.items.map((event) => (
              <TableRow key={event.id} className="last:border-0">
                <TableCell className="py-1.5"><Moment at={event.at} /></TableCell>
                <TableCell className="max-w-60 break-words">{event.user?.name ?? <span className="text-muted">nobody signed in</span>}</TableCell>
                <TableCell className="max-w-96 min-w-52 py-1.5 break-words">
                  {auditText(event.action)} <span className="font-semibold">{event.subject}</span>
                </TableCell>
                <TableCell className="max-w-60 text-xs break-words text-muted">
                  {Object.entries(event.details).map(([key, value]) => `${key} ${value}`).join(" · ")}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <LoadMore {...list} />
    </Card>
  );
}
