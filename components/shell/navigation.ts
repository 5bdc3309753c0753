import { Activity, Database, House, Lightbulb, ListChecks, Shapes, ThumbsUp, UserRoundCog, Users, type LucideIcon } from "lucide-react";
import type { Role } from "@/lib/schemas/user";

export interface NavigationEntry {
  href: string;
  label: string;
  icon: LucideIcon;
}

const mainEntries: NavigationEntry[] = [
  { href: "/", label: "Home", icon: House },
  { href: "/datasets", label: "Datasets", icon: Database },
  { href: "/segmentations", label: "Segmentations", icon: Shapes },
  { href: "/audiences", label: "Audiences", icon: Users },
  { href: "/rule-book", label: "Rule book", icon: Lightbulb },
  { href: "/engagement", label: "Engagement", icon: Activity },
  { href: "/recommenders", label: "Recommenders", icon: ThumbsUp },
];

const administrationEntries: NavigationEntry[] = [
  { href: "/admin/people", label: "People & tokens", icon: UserRoundCog },
  { href: "/admin/jobs", label: "Jobs", icon: ListChecks },
];

/** The places of the product that a role may open, in the order of the sidebar. */
export function navigationFor(role: Role): { main: NavigationEntry[]; administration: NavigationEntry[] } {
  return { main: mainEntries, administration: role === "admin" ? administrationEntries : [] };
}

/** Whether the entry leads to the page that is open; a segment's page belongs to the segmentations. */
export function isCurrentEntry(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/";
  if (href === "/segmentations" && pathname.startsWith("/segments/")) return true;
  return pathname === href || pathname.startsWith(`${href}/`);
}
