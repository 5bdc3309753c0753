"use client";

import { memo, useMemo, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { prepareTile, tileTitle } from "@/lib/charts/prepare-recommender-tile";

interface TileArtProps {
  label: string;
  genres: readonly string[];
  pictureUrl?: string;
  className?: string;
}

/** The picture of a title where it has one, else a drawn tile with its name; decoration: the name stands beside it for readers. */
export const TileArt = memo(function TileArt({ label, genres, pictureUrl, className }: TileArtProps) {
  const [failed, setFailed] = useState(false);
  if (pictureUrl && !failed) {
    return (
      // A picture of somebody else's server, of unknown size: nothing for the image optimiser.
      // eslint-disable-next-line @next/next/no-img-element
      <img src={pictureUrl} alt="" loading="lazy" decoding="async" referrerPolicy="no-referrer" onError={() => setFailed(true)} className={cn("aspect-[2/3] w-full rounded-control bg-soft object-cover", className)} />
    );
  }
  return <DrawnTile label={label} genres={genres} className={className} />;
});

function DrawnTile({ label, genres, className }: TileArtProps) {
  const art = useMemo(() => prepareTile(label, genres), [label, genres]);
  const title = tileTitle(label);
  const size = title.length > 46 ? "text-2xs leading-[1.2]" : title.length > 24 ? "text-xs leading-[1.25]" : "text-sm leading-[1.2]";
  return (
    <span aria-hidden className={cn("relative block aspect-[2/3] w-full overflow-hidden rounded-control", className)} style={{ background: art.ground }}>
      <svg viewBox="0 0 120 180" preserveAspectRatio="xMidYMin slice" className="absolute inset-0 size-full">
        <path d={art.quietPath} fill={art.light} />
        <path d={art.brightPath} fill={art.bright} />
      </svg>
      <span className="absolute inset-x-0 bottom-0 flex min-h-[42%] flex-col justify-end px-2.5 pt-3 pb-2.5" style={{ background: `linear-gradient(transparent, ${art.ground} 34%)` }}>
        <span className={cn("line-clamp-4 shrink-0 font-semibold tracking-tight text-white [overflow-wrap:anywhere]", size)}>{title}</span>
        {genres[0] ? <span className="mt-0.5 truncate text-[0.625rem] leading-3.5 text-white/80">{genres.slice(0, 2).join(" · ")}</span> : null}
      </span>
    </span>
  );
}
