"use client";

import type { ReactElement } from "react";
import type { MenuEntry, MenuItem } from "./action-menu";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "./dropdown-menu";

/** The menu itself, open from the start: it is loaded because somebody opened it. */
export function LoadedActionMenu({ button, entries }: { button: ReactElement; entries: MenuEntry[] }) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
      <DropdownMenuContent>
        {entries.map((entry, position) => {
          if (entry.kind === "separator") return <DropdownMenuSeparator key={position} />;
          if (entry.kind === "group") {
            return (
              <div key={position} role="group" aria-label={entry.label}>
                <DropdownMenuLabel>{entry.label}</DropdownMenuLabel>
                {entry.items.map((item) => <Entry key={item.label} item={item} />)}
              </div>
            );
          }
          return <Entry key={position} item={entry} />;
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Entry({ item: { label, icon: Icon, onSelect, href, download, danger } }: { item: MenuItem }) {
  const content = <>{Icon ? <Icon aria-hidden /> : null} {label}</>;
  return (
    <DropdownMenuItem danger={danger} onSelect={onSelect} asChild={href !== undefined}>
      {href === undefined ? content : <a href={href} download={download}>{content}</a>}
    </DropdownMenuItem>
  );
}
