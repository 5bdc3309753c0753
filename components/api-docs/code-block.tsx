"use client";

import { Copy } from "lucide-react";
import { copyText } from "@/components/account/copy-text";
import { Button } from "@/components/ui/button";

/** Code that is made to be copied. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-center justify-between gap-2">
        <p className="text-xs text-muted">{label}</p>
        <Button variant="ghost" size="icon-sm" aria-label={`Copy ${label.toLowerCase()}`} onClick={() => copyText(code, "Copied")}><Copy aria-hidden /></Button>
      </div>
      <pre tabIndex={0} aria-label={label} className="max-h-80 overflow-auto rounded-control bg-soft p-3 font-mono text-xs leading-5">{code}</pre>
    </div>
  );
}
