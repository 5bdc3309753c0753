"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import type { CatalogueItem } from "@/lib/schemas/recommendation";
import { TitleTile } from "./title-tile";

interface TitleRowProps {
  title: string;
  /** What the row is made by. */
  note?: string;
  items: (CatalogueItem & { caption?: string })[];
  onOpen: (item: CatalogueItem) => void;
}

/** A row of titles: one stop of the Tab key, arrow keys move within, buttons and fingers scroll. */
export function TitleRow({ title, note, items, onOpen }: TitleRowProps) {
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const id = useId();
  const stop = Math.min(current, items.length - 1);

  function move(event: KeyboardEvent) {
    const target = { ArrowRight: stop + 1, ArrowLeft: stop - 1, Home: 0, End: items.length - 1 }[event.key];
    if (target === undefined || target < 0 || target >= items.length) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLButtonElement>("[data-tile]")[target]?.focus();
  }
  function page(direction: 1 | -1) {
    list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.85, behavior: "smooth" });
  }

  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex items-end justify-between gap-3">
        <h2 id={id} className="min-w-0 truncate text-base font-semibold">{title}{note ? <span className="ml-2 text-xs font-normal text-muted max-sm:hidden">{note}</span> : null}</h2>
        <div className="hidden shrink-0 gap-1 md:flex">
          <Button variant="ghost" size="icon-sm" tabIndex={-1} aria-label={`${title}: earlier titles`} onClick={() => page(-1)}><ChevronLeft aria-hidden /></Button>
          <Button variant="ghost" size="icon-sm" tabIndex={-1} aria-label={`${title}: more titles`} onClick={() => page(1)}><ChevronRight aria-hidden /></Button>
        </div>
      </div>
      <ul ref={list} onKeyDown={move} className="relative -mx-1 flex snap-x scroll-px-1 gap-3 overflow-x-auto overscroll-x-contain px-1 pt-1 pb-2 [scrollbar-width:thin]">
        {items.map((item, at) => (
          <li key={item.item} className="w-28 shrink-0 snap-start md:w-32">
            <TitleTile item={item} caption={item.caption} onOpen={onOpen} tabIndex={at === stop ? 0 : -1} onFocus={() => setCurrent(at)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
