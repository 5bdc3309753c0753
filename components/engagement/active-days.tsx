"use client";

import { activeDayCells } from "@/lib/charts/prepare-active-days";
import { formatCount } from "@/lib/charts/format-quantity";

interface ActiveDaysProps {
  days: { date: string; events: number; minutes?: number }[];
}

const cellPx = 9;
const gapPx = 2;
const mostWeeks = 46;

/** The days on which a user was active, a column a week, darker for more events; the last weeks where they are many. */
export function ActiveDays({ days }: ActiveDaysProps) {
  const { cells, weeks, largest, isCut, firstDay } = activeDayCells(days, mostWeeks);
  const step = cellPx + gapPx;
  return (
    <figure>
      <svg role="img" aria-label={`Active days, ${formatCount(days.length)} in all`} viewBox={`0 0 ${mostWeeks * step} ${7 * step}`} className="w-full">
        {cells.map(({ week, weekday, date, events }) => (
          <rect key={date} x={week * step} y={(weekday - 1) * step} width={cellPx} height={cellPx} rx={2} fill={events > 0 ? `color-mix(in srgb, var(--accent) ${Math.round(25 + (75 * events) / largest)}%, var(--soft))` : "var(--soft)"}>
            <title>{`${date}: ${formatCount(events)} events`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="text-xs text-muted">{isCut ? `The last ${weeks} weeks, from ${firstDay}` : `From ${firstDay}, a column a week`}</figcaption>
    </figure>
  );
}
