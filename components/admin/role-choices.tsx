import type { Role } from "@/lib/schemas/user";

/** The roles in words, from the least to the most. */
export const roleChoices: { role: Role; label: string; may: string }[] = [
  { role: "viewer", label: "Viewer", may: "looks and exports" },
  { role: "analyst", label: "Analyst", may: "also uploads and runs" },
  { role: "admin", label: "Admin", may: "also manages people" },
];

export function RoleOptions() {
  return roleChoices.map(({ role, label }) => <option key={role} value={role}>{label}</option>);
}
