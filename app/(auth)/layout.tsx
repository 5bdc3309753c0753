import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { ThemeToggle } from "@/components/shell/theme-toggle";

export default function EntranceLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main id="main" className="flex grow flex-col items-center justify-center px-4 py-10">
        <div className="mb-6 flex items-center gap-2.5 text-xl font-semibold tracking-tight">
          <BrandMark className="size-6" /> Tessera
        </div>
        {children}
      </main>
      <footer className="flex justify-center pb-5">
        <ThemeToggle className="flex h-8 items-center gap-2 rounded-control px-2 text-xs text-muted hover:bg-soft hover:text-ink [&_svg]:size-3.5" />
      </footer>
    </div>
  );
}
