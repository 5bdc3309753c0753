import type { Metadata } from "next";
import { AuditCard } from "@/components/admin/audit-card";
import { PeopleCard } from "@/components/admin/people-card";
import { TokensCard } from "@/components/admin/tokens-card";
import { PageHeader } from "@/components/shell/page-header";
import { requireRole } from "@/lib/auth/require-user";
import { listApiTokens } from "@/lib/services/api-tokens";
import { listAuditEvents } from "@/lib/services/audit";
import { listUsers } from "@/lib/services/users";

export const metadata: Metadata = { title: "People & tokens" };

export default async function PeoplePage() {
  const user = await requireRole("admin");
  const [people, tokens, events] = await Promise.all([
    listUsers({ limit: 100 }),
    listApiTokens(user, { limit: 100, owner: "all" }),
    listAuditEvents({ limit: 25 }),
  ]);
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "People & tokens" }]} title="People & tokens" subtitle="Who may sign in, which programs have access, and what they did" />
      <div className="flex flex-col gap-3.5">
        <PeopleCard firstPage={people} currentUserId={user.id} />
        <TokensCard owner="all" firstPage={tokens} />
        <AuditCard firstPage={events} />
      </div>
    </>
  );
}
