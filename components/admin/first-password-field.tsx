"use client";

import { Copy, WandSparkles } from "lucide-react";
import { useRef } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { copyText } from "@/components/account/copy-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { suggestPassword } from "./suggest-password";

interface FirstPasswordFieldProps {
  registration: UseFormRegisterReturn;
  error?: string;
  onSuggest: (password: string) => void;
}

/** A password that one person sets for another: shown, suggested, and copied to be handed over. */
export function FirstPasswordField({ registration, error, onSuggest }: FirstPasswordFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-col gap-2">
      <Field label="Password" error={error} hint="At least 10 characters.">
        <Input
          {...registration}
          ref={(element) => {
            registration.ref(element);
            input.current = element;
          }}
          autoComplete="new-password"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => onSuggest(suggestPassword())}><WandSparkles aria-hidden /> Suggest one</Button>
        <Button size="sm" onClick={() => copyText(input.current?.value ?? "", "Password copied")}><Copy aria-hidden /> Copy</Button>
      </div>
    </div>
  );
}
