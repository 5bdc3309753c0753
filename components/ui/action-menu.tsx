"use client";

import type { LucideIcon } from "lucide-react";
import { cloneElement, lazy, Suspense, useState, type ReactElement } from "react";

export interface MenuItem {
  kind?: "item";
  label: string;
  icon?: LucideIcon;
  onSelect?: () => void;
  /** A link instead of a deed. */
  href?: string;
  /** The link hands over a file. */
  download?: boolean;
  danger?: boolean;
}
export type MenuEntry = MenuItem | { kind: "separator" } | { kind: "group"; label: string; items: MenuItem[] };

interface ButtonLook {
  onClick?: () => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
  "aria-busy"?: boolean;
}

interface ActionMenuProps {
  /** The `Button` that opens it. */
  button: ReactElement<ButtonLook>;
  entries: MenuEntry[];
}

const LoadedActionMenu = lazy(() => import("./loaded-action-menu").then((module) => ({ default: module.LoadedActionMenu })));

/** A menu of deeds and links whose code comes with its first opening: most visits to a page open none. */
export function ActionMenu({ button, entries }: ActionMenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (!wasOpened) return cloneElement(button, { "aria-haspopup": "menu", "aria-expanded": false, onClick: () => setWasOpened(true) });
  return (
    <Suspense fallback={cloneElement(button, { "aria-haspopup": "menu", "aria-busy": true })}>
      <LoadedActionMenu button={button} entries={entries} />
    </Suspense>
  );
}
