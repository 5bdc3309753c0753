import type { DurationSample } from "./duration-sample";
import { estimateOf, fitWithin, type IndicatorRows } from "./within-least-squares";

/** A category with fewer events than this in the sample says nothing of its own. */
const fewestEvents = 30;
const maximumCategories = 30;
/** Hours of the day in four parts (the first is the reference) and weekends: what minutes are adjusted for besides the user. */
const timeTerms = 4;
/** Quarters of the day, on weekdays and on weekends. */
const timesOfCell = 8;

/** How many minutes an event of a category lasts beyond the average event, and the standard error of that. */
export interface CategoryEffect {
  category: string;
  /** Of the sample, with the category. */
  events: number;
  meanMinutes: number;
  effectMinutes: number;
  errorMinutes: number;
}

/**
 * Least squares of the minutes on the categories, the time of day and the weekend, within users (each user's own mean taken
 * out), so that a category is not credited with the long evenings of those who watch it. Standard errors hold users together.
 * Where the data know no users, each event stands for itself. Most frequent categories first; none where there are fewer than two.
 */
export function categoryEffects(sample: DurationSample, hasUsers: boolean): CategoryEffect[] {
  const categories = frequentCategories(sample);
  if (categories.length < 2) return [];
  const fit = fitWithin(rowsOf(sample, categories, hasUsers), hasUsers ? "groups" : "rows");
  const total = categories.reduce((sum, { events }) => sum + events, 0);
  // The average event: the categories weighted by their events.
  const average = new Float64Array(categories.length + timeTerms);
  for (const [c, { events }] of categories.entries()) average[c] = events / total;
  return categories.map(({ name, events, minutes }, c) => {
    const { value, error } = estimateOf(fit, average.map((weight, j) => Number(j === c) - weight));
    return { category: name, events, meanMinutes: minutes / events, effectMinutes: value, errorMinutes: error };
  });
}

interface Counted {
  /** Its place among the sample's categories. */
  category: number;
  name: string;
  events: number;
  minutes: number;
}

function frequentCategories({ cells, minutes, categories, cellStarts, categoriesOfCells }: DurationSample): Counted[] {
  const found = categories.map((name, category): Counted => ({ category, name, events: 0, minutes: 0 }));
  for (let i = 0; i < cells.length; i++) {
    const end = cellStarts[cells[i]! + 1]!;
    for (let at = cellStarts[cells[i]!]!; at < end; at++) {
      const counted = found[categoriesOfCells[at]!]!;
      counted.events += 1;
      counted.minutes += minutes[i]!;
    }
  }
  const frequent = found.filter(({ events }) => events >= fewestEvents);
  return frequent.toSorted((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1)).slice(0, maximumCategories);
}

/** An event's terms: each of its categories, its quarter of the day beyond the first, and a weekend. */
function rowsOf({ cells, quarters, weekends, minutes, userStarts, categories, cellStarts, categoriesOfCells }: DurationSample, frequent: Counted[], hasUsers: boolean): IndicatorRows {
  const first = frequent.length;
  const termOf = new Int8Array(categories.length).fill(-1);
  for (const [c, { category }] of frequent.entries()) termOf[category] = c;
  /** Kind + 1 of each cell, quarter of the day and weekend. */
  const known = new Uint32Array(cellStarts.length * timesOfCell);
  const kinds = new Uint32Array(cells.length);
  const [starts, terms]: [number[], number[]] = [[0], []];
  for (let i = 0; i < cells.length; i++) {
    const [cell, quarter, weekend] = [cells[i]!, quarters[i]!, weekends[i]!];
    const place = cell * timesOfCell + quarter * 2 + weekend;
    if (known[place] === 0) {
      for (const category of categoriesOfCells.subarray(cellStarts[cell], cellStarts[cell + 1])) if (termOf[category]! >= 0) terms.push(termOf[category]!);
      if (quarter > 0) terms.push(first + quarter - 1);
      if (weekend > 0) terms.push(first + timeTerms - 1);
      known[place] = starts.push(terms.length) - 1;
    }
    kinds[i] = known[place]! - 1;
  }
  return { width: first + timeTerms, starts: Uint32Array.from(starts), terms: Uint8Array.from(terms), kinds, y: minutes, groupStarts: hasUsers ? userStarts : Uint32Array.of(0, cells.length) };
}
