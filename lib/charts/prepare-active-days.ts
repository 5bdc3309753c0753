const dayMs = 86_400_000;

export interface DayCell {
  /** Column, 0 is the first shown week; weeks begin on Monday. */
  week: number;
  /** 1 is Monday. */
  weekday: number;
  date: string;
  events: number;
}

export interface ActiveDayModel {
  cells: DayCell[];
  weeks: number;
  /** Events of the busiest shown day, at least 1. */
  largest: number;
  isCut: boolean;
  /** First shown day; empty without any. */
  firstDay: string;
}

/** A calendar of the days from the first to the last active one, cut to the last `mostWeeks` weeks. */
export function activeDayCells(days: { date: string; events: number }[], mostWeeks: number): ActiveDayModel {
  const events = new Map(days.map((day) => [day.date, day.events]));
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return { cells: [], weeks: 0, largest: 1, isCut: false, firstDay: "" };
  const lastMonday = mondayOf(numberOf(last.date));
  const wanted = Math.max(mondayOf(numberOf(first.date)), lastMonday - 7 * (mostWeeks - 1));
  const cells = Array.from({ length: numberOf(last.date) - wanted + 1 }, (_, at): DayCell => {
    const day = wanted + at;
    const date = new Date(day * dayMs).toISOString().slice(0, 10);
    return { week: Math.floor(at / 7), weekday: (at % 7) + 1, date, events: events.get(date) ?? 0 };
  });
  return { cells, weeks: Math.floor((lastMonday - wanted) / 7) + 1, largest: Math.max(1, ...cells.map((cell) => cell.events)), isCut: wanted > numberOf(first.date), firstDay: cells[0]?.date ?? "" };
}

const numberOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);

/** 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
