"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";

/** A password field that can be shown, for long passwords on small keyboards. */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input {...props} type={shown ? "text" : "password"} className={cn("pr-9", className)} spellCheck={false} autoCapitalize="none" />
      <button
        type="button"
        // One name for both states: a pressed button says the rest, and "Password" stays the name of the field alone.
        aria-label="Show what is typed"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-control text-muted hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}
