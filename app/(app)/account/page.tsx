import type { Metadata } from "next";
import { AppearanceCard } from "@/components/account/appearance-card";
import { PasswordCard } from "@/components/account/password-card";
import { ProfileCard } from "@/components/account/profile-card";
import { SessionsCard } from "@/components/account/sessions-card";
import { roleChoices } from "@/components/admin/role-choices";
import { TokensCard } from "@/components/admin/tokens-card";
import { PageHeader } from "@/components/shell/page-header";
import { requireUser } from "@/lib/auth/require-user";
import { listApiTokens } from "@/lib/services/api-tokens";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await requireUser();
  const tokens = await listApiTokens(user, { limit: 100, owner: "mine" });
  const role = roleChoices.find((choice) => choice.role === user.role);
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Account" }]} title={user.name} subtitle={`${user.email} · ${role?.label}`} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3.5 lg:grid-cols-2">
        <ProfileCard name={user.name} email={user.email} />
        <PasswordCard email={user.email} />
        <AppearanceCard />
        <SessionsCard />
        <div className="lg:col-span-2"><TokensCard owner="mine" firstPage={tokens} /></div>
      </div>
    </>
  );
}
