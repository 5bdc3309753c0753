"use client";

import { UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type User, userPageSchema } from "@/lib/schemas/user";
import { LoadMore } from "./load-more";
import { peopleDefinition, RoleSelect } from "./role-select";
import { usePagedList } from "./use-paged-list";
import { PersonMenu } from "./person-menu";
import { usersPath } from "./list-paths";

const AddPersonDialog = dynamic(() => import("./add-person-dialog").then((module) => module.AddPersonDialog), { ssr: false });

interface PeopleCardProps {
  firstPage: { items: User[]; nextCursor?: string };
  currentUserId: string;
}

export function PeopleCard({ firstPage, currentUserId }: PeopleCardProps) {
  const list = usePagedList({ path: usersPath, schema: userPageSchema, firstPage });
  const [adding, setAdding] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Who may sign in?"
        definition={peopleDefinition}
        actions={<Button variant="primary" size="sm" onClick={() => setAdding(true)}><UserPlus aria-hidden /> Add a person</Button>}
      />
      <Table label="People" className="min-w-160">
        <TableHead>
          <TableRow>
            <TableHeader>Name</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader>Last sign-in</TableHeader>
            <TableHeader>Added</TableHeader>
            <TableHeader><span className="sr-only">Actions</span></TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {list.items.map((person) => (
            <TableRow key={person.id} className="last:border-0">
              <TableCell className="max-w-80 min-w-44 py-2 break-words">
                <span className="font-semibold">{person.name}</span>
                {person.id === currentUserId ? <span className="text-muted"> (you)</span> : null}
                <span className="block text-xs break-all text-muted">{person.email}</span>
              </TableCell>
              <TableCell className="w-32"><RoleSelect person={person} /></TableCell>
              <TableCell>{person.disabled ? <Badge tone="warning">disabled</Badge> : <Badge tone="good">active</Badge>}</TableCell>
              <TableCell><Moment at={person.lastSignInAt} /></TableCell>
              <TableCell><Moment at={person.createdAt} /></TableCell>
              <TableCell className="text-right"><PersonMenu person={person} isSelf={person.id === currentUserId} /></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <LoadMore {...list} />
      {adding ? <AddPersonDialog open onOpenChange={setAdding} /> : null}
    </Card>
  );
}
