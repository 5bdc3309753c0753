"use client";

import { CircleUserRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/class-names";
import type { Role } from "@/lib/schemas/user";
import { BrandMark } from "./brand-mark";
import { isCurrentEntry, navigationFor, type NavigationEntry } from "./navigation";
import { ThemeToggle } from "./theme-toggle";

export interface ShellUser {
  name: string;
  role: Role;
}

const sidebarItemClasses = "flex h-8 w-full items-center gap-2.5 rounded-control px-2 text-sm text-muted transition-colors hover:bg-soft hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0";

export function SidebarContent({ user, onNavigate }: { user: ShellUser; onNavigate?: () => void }) {
  const { main, administration } = navigationFor(user.role);
  return (
    <div className="flex h-full flex-col gap-4 px-2.5 py-4">
      <Link href="/" onClick={onNavigate} className="flex items-center gap-2 px-2 text-lg font-semibold tracking-tight">
        <BrandMark /> Tessera
      </Link>
      <nav aria-label="Main" className="flex flex-col gap-0.5">
        {main.map((entry) => <SidebarLink key={entry.href} entry={entry} onNavigate={onNavigate} />)}
        {administration.length > 0 ? <p className="px-2 pt-3 pb-1 text-2xs text-muted">Administration</p> : null}
        {administration.map((entry) => <SidebarLink key={entry.href} entry={entry} onNavigate={onNavigate} />)}
      </nav>
      <div className="mt-auto flex flex-col gap-0.5 border-t border-line pt-2">
        <ThemeToggle className={sidebarItemClasses} />
        <Link href="/account" onClick={onNavigate} className={sidebarItemClasses}>
          <CircleUserRound aria-hidden /> <span className="truncate">{user.name}</span>
        </Link>
      </div>
    </div>
  );
}

function SidebarLink({ entry: { href, label, icon: Icon }, onNavigate }: { entry: NavigationEntry; onNavigate?: () => void }) {
  const current = isCurrentEntry(href, usePathname());
  return (
    <Link href={href} onClick={onNavigate} aria-current={current ? "page" : undefined} className={cn(sidebarItemClasses, current && "bg-soft font-semibold text-ink")}>
      <Icon aria-hidden /> {label}
    </Link>
  );
}
