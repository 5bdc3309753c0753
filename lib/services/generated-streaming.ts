import { randomStream, type RandomStream } from "../kernels/random";
import { csvText, type CsvCell } from "./csv-text";
import { devices, genres, habits, type Habit } from "./generated-streaming-habits";
import { generatedShows, type Show } from "./generated-streaming-shows";
import { clamp, normal, weighted } from "./random-draws";

/** The three files of the sample, as CSV. */
export interface StreamingService {
  events: string;
  items: string;
  profiles: string;
}

const yearStartMs = Date.UTC(2025, 0, 1);
const dayMs = 86_400_000;
const daysOfYear = 365;
/** From this day on, those who binge turn to drama: the rise that the charts should show. */
const dramaDay = 332;

const countries = ["UA", "PL", "DE", "PT", "KE", "JP", "CA"];
const countryWeights = [6, 4, 4, 2, 2, 2, 2];
const plans = ["Basic", "Standard", "Premium"];

interface Viewer {
  id: string;
  habit: Habit;
  country: string;
  rate: number;
  /** Hours that this viewer is earlier or later than the habit. */
  shift: number;
  genres: number[];
  devices: number[];
  firstDay: number;
  lastDay: number;
  completion: number;
}

interface Watched {
  atMs: number;
  cells: CsvCell[];
}

/**
 * A made-up streaming service, always the same for a seed: 1,500 viewers with hidden habits, 320 shows, and what was
 * watched in the year 2025 (some 200,000 events, UTC) with minutes, ratings, device and country. A few events name shows that the
 * catalogue doesn't know, as real ones do.
 */
export function generatedStreaming(seed: number): StreamingService {
  const random = randomStream(seed);
  const shows = generatedShows(random);
  const byGenre = genres.map((genre) => shows.filter((show) => show.genres.includes(genre)));
  const viewers = habits.flatMap((habit) => Array.from({ length: habit.users }, () => habit)).map((habit, i) => viewer(habit, i, random));
  const events = viewers.flatMap((each) => watchedBy(each, byGenre, random)).toSorted((a, b) => a.atMs - b.atMs);
  return {
    events: csvText([["user_id", "started_at", "show_id", "minutes_watched", "rating", "device", "country"], ...events.map(({ cells }) => cells)]),
    items: csvText([["show_id", "title", "genres", "runtime", "premiere"], ...shows.map((show) => [show.id, show.title, show.genres.join("|"), show.minutes, dayText(show.premiere < 0 ? -30 - show.minutes : show.premiere)])]),
    profiles: csvText([["user_id", "plan", "country", "age", "joined", "habit"], ...viewers.map((each) => profile(each, random)).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))]),
  };
}

function viewer(habit: Habit, i: number, random: RandomStream): Viewer {
  const between = ([low, high]: [number, number]): number => low + random.nextBelow(high - low + 1);
  const taste = (weights: number[]): number[] => weights.map((weight) => weight * Math.exp(0.5 * normal(random)));
  return {
    // Neighbouring numbers say nothing of the habit.
    id: `U${String(((i * 7919) % 10_000) + 10_000)}`,
    habit,
    country: weighted(countries, countryWeights, random) ?? "UA",
    rate: (habit.visitsPerWeek / 7) * Math.exp(0.35 * normal(random)),
    shift: 0.8 * normal(random),
    genres: taste(habit.genres),
    devices: taste(habit.devices),
    firstDay: between(habit.joins),
    lastDay: between(habit.leaves),
    completion: clamp(0.82 + 0.1 * normal(random), 0.4, 0.99),
  };
}

function profile({ id, country, firstDay, habit }: Viewer, random: RandomStream): CsvCell[] {
  const age = Math.round(clamp((habit.name === "weekend families" ? 39 : 36) + 11 * normal(random), 18, 84));
  return [id, weighted(plans, [3, 4, 2], random), country, age, dayText(firstDay), habit.name];
}

function watchedBy(viewer: Viewer, byGenre: Show[][], random: RandomStream): Watched[] {
  const found: Watched[] = [];
  for (let day = viewer.firstDay; day < Math.min(viewer.lastDay, daysOfYear); day++) {
    const weekday = new Date(yearStartMs + day * dayMs).getUTCDay();
    const fading = viewer.habit.fades ? 1.6 * (1 - (day - viewer.firstDay) / (viewer.lastDay - viewer.firstDay)) : 1;
    const season = 1 + 0.2 * Math.cos((2 * Math.PI * (day - 10)) / daysOfYear);
    if (random.nextFloat() < viewer.rate * (viewer.habit.weekdays[(weekday + 6) % 7] ?? 1) * fading * season) found.push(...visit(viewer, day, weekday === 0 || weekday === 6, byGenre, random));
  }
  return found;
}

/** One sitting: shows one after the other, with short pauses. */
function visit(viewer: Viewer, day: number, isWeekend: boolean, byGenre: Show[][], random: RandomStream): Watched[] {
  const { habit } = viewer;
  const hours = isWeekend ? habit.weekendHours : habit.workdayHours;
  // One visit in eight is at any hour: nobody keeps to a habit always.
  const hour = random.nextFloat() < 0.125 ? 7 + 16 * random.nextFloat() : clamp(hours.centre + viewer.shift + hours.deviation * normal(random), 5, 23.9);
  let atMs = yearStartMs + day * dayMs + Math.round(hour * 3600) * 1000;
  const device = weighted(devices, viewer.devices, random);
  const count = habit.eventsPerVisit[0] + random.nextBelow(habit.eventsPerVisit[1] - habit.eventsPerVisit[0] + 1);
  const found: Watched[] = [];
  let show: Show | undefined;
  for (let i = 0; i < count && atMs < yearStartMs + daysOfYear * dayMs; i++) {
    if (!show || random.nextFloat() >= habit.staysWithShow) show = chooseShow(viewer, day, byGenre, random);
    if (!show) break;
    const minutes = watchedMinutes(show, viewer, random);
    found.push({ atMs, cells: [viewer.id, new Date(atMs).toISOString().replace(".000", ""), random.nextFloat() < 0.003 ? `X${random.nextBelow(40)}` : show.id, minutes, ratingOf(show, random), device, viewer.country] });
    atMs += Math.round((minutes + 1 + 6 * random.nextFloat()) * 60) * 1000;
  }
  return found;
}

function chooseShow(viewer: Viewer, day: number, byGenre: Show[][], random: RandomStream): Show | undefined {
  const rise = (j: number): number => (genres[j] === "Drama" && day >= dramaDay && viewer.habit.name === "binge evenings" ? 1.5 : 1);
  const shows = weighted(byGenre, viewer.genres.map((weight, j) => weight * rise(j)), random)?.filter(({ premiere }) => premiere <= day) ?? [];
  return weighted(shows, shows.map(({ popularity }) => popularity), random);
}

/** Most watch nearly to the end; one in eight gives up early. */
function watchedMinutes(show: Show, viewer: Viewer, random: RandomStream): number {
  const share = random.nextFloat() < 0.125 ? 0.05 + 0.4 * random.nextFloat() : clamp(viewer.completion + 0.08 * show.quality + 0.08 * normal(random), 0.1, 1);
  return Math.max(0.5, Math.round(show.minutes * share * 10) / 10);
}

/** A third of what is watched is rated, in whole stars. */
function ratingOf(show: Show, random: RandomStream): number | undefined {
  return random.nextFloat() < 0.33 ? Math.round(clamp(3.6 + show.quality + 0.8 * normal(random), 1, 5)) : undefined;
}

function dayText(day: number): string {
  return new Date(yearStartMs + day * dayMs).toISOString().slice(0, 10);
}
