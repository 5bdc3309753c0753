import type { RandomStream } from "../kernels/random";
import { genres } from "./generated-streaming-habits";
import { clamp, normal, weighted } from "./random-draws";

export interface Show {
  id: string;
  title: string;
  genres: string[];
  minutes: number;
  /** Day of the year from which it can be watched; before the year for most. */
  premiere: number;
  /** Around 0; what its ratings go by. */
  quality: number;
  /** Weight among the shows of its genre. */
  popularity: number;
}

const showCount = 320;
const firstWords = ["Quiet", "Silver", "Last", "Hidden", "Northern", "Paper", "Golden", "Broken", "Second", "Distant", "Little", "Electric", "Midnight", "Open", "Winter", "Blue", "Lost", "Wild", "Hollow", "Bright"];
const secondWords = ["Harbour", "Signal", "Garden", "Orchestra", "River", "Mountain", "Kitchen", "Letters", "Island", "Machine", "Summer", "Forest", "Street", "Horizon", "Museum", "Station", "Lighthouse", "Market", "Voyage", "Library"];

/** Minutes of one piece, mean and deviation, by its first genre where it differs from a series episode. */
const lengths: Partial<Record<(typeof genres)[number], [number, number]>> = { Documentary: [58, 12], Nature: [50, 9], Family: [84, 14], Animation: [24, 5], Comedy: [28, 7], Romance: [96, 12], Music: [42, 12] };
const usualLength: [number, number] = [46, 7];

/** The catalogue: shows of one or two genres, a few of them popular, some new in the course of the year. */
export function generatedShows(random: RandomStream): Show[] {
  const shows = Array.from({ length: showCount }, (_, i) => show(i, random));
  // The hit of the autumn: what makes its genre rise at the end of the year.
  const hit = shows.find((each) => each.genres[0] === "Drama" && each.premiere < 0);
  if (hit) Object.assign(hit, { title: "The Long Night Shift", genres: ["Drama"], premiere: 332, quality: 1.1, popularity: 40 });
  return shows;
}

function show(i: number, random: RandomStream): Show {
  const first = genres[i % genres.length] ?? "Drama";
  const second = weighted(genres, genres.map((genre) => (genre === first ? 0 : 1)), random) ?? "Comedy";
  const [mean, deviation] = lengths[first] ?? usualLength;
  const number = Math.floor(i / (firstWords.length * secondWords.length));
  const words = (i * 173 + 31) % (firstWords.length * secondWords.length);
  return {
    id: `S${String(i + 1).padStart(3, "0")}`,
    title: `The ${firstWords[words % firstWords.length]} ${secondWords[Math.floor(words / firstWords.length)]}${number > 0 ? ` ${number + 1}` : ""}`,
    genres: random.nextFloat() < 0.35 ? [first, second] : [first],
    minutes: Math.round(clamp(mean + deviation * normal(random), 8, 160)),
    premiere: random.nextFloat() < 0.2 ? random.nextBelow(330) : -1,
    quality: 0.5 * normal(random),
    popularity: 1 / (1 + Math.floor(i / genres.length)) ** 0.8,
  };
}
