"use client";

import { toast } from "@/components/ui/toast";
import { Select } from "@/components/ui/select";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { roleSchema, type User, userSchema } from "@/lib/schemas/user";
import { roleChoices, RoleOptions } from "./role-choices";
import { useChange } from "./use-change";

export const peopleDefinition = roleChoices.map(({ label, may }) => `${label} ${may}`).join(" · ");

/** Changes a person's role as soon as another one is chosen; a refusal leaves it as it was and says why. */
export function RoleSelect({ person }: { person: User }) {
  const change = useChange((role: User["role"]) => fetchJson(`/api/v1/users/${person.id}`, userSchema, { method: "PATCH", body: { role } }));
  return (
    <Select
      aria-label={`Role of ${person.name}`}
      value={change.isPending ? change.variables : person.role}
      disabled={change.isPending}
      onChange={(event) =>
        change.mutate(roleSchema.parse(event.target.value), {
          onSuccess: (user) => toast.success(`${user.name} is now ${roleChoices.find(({ role }) => role === user.role)?.label.toLowerCase()}.`),
          onError: (error) => toast.error(problemText(error).detail),
        })
      }
    >
      <RoleOptions />
    </Select>
  );
}
