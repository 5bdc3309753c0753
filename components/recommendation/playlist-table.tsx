"use client";

import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/charts/format-quantity";
import { tileTitle } from "@/lib/charts/prepare-recommender-tile";
import type { CatalogueItem, Playlist } from "@/lib/schemas/recommendation";
import { TileArt } from "./tile-art";

/** The titles of a playlist in their order. */
export function PlaylistTable({ playlist, onOpen }: { playlist: Playlist; onOpen: (item: CatalogueItem) => void }) {
  return (
    <Table label="Playlist">
      <TableHead>
        <TableRow><TableHeader numeric className="w-8">#</TableHeader><TableHeader>Title</TableHeader><TableHeader className="max-sm:hidden">Genres</TableHeader><TableHeader numeric>Year</TableHeader><TableHeader numeric>People</TableHeader></TableRow>
      </TableHead>
      <TableBody>
        {playlist.items.map((item, at) => (
          <TableRow key={item.item} className="hover:bg-soft">
            <TableCell numeric className="text-muted">{at + 1}</TableCell>
            <TableCell className="w-full max-w-0 min-w-44">
              <button type="button" onClick={() => onOpen(item)} className="flex max-w-full min-w-0 items-center gap-2.5 py-1 text-left font-medium hover:underline">
                <span aria-hidden className="block w-6 shrink-0 overflow-hidden rounded-[3px] [&_span_span]:hidden"><TileArt label={item.label} genres={item.genres} pictureUrl={item.pictureUrl} className="rounded-[3px]" /></span>
                <span className="line-clamp-2 min-w-0 break-words">{tileTitle(item.label)}</span>
              </button>
            </TableCell>
            <TableCell className="max-w-56 min-w-32 truncate text-muted max-sm:hidden">{item.genres.join(", ")}</TableCell>
            <TableCell numeric className="text-muted">{item.year ?? "–"}</TableCell>
            <TableCell numeric>{formatCount(item.users)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
