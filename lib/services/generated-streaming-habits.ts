export const genres = ["Drama", "Thriller", "Sci-Fi", "Comedy", "Family", "Animation", "Documentary", "Nature", "Romance", "Music"] as const;
export const devices = ["TV", "Phone", "Tablet", "Laptop"] as const;

/** When somebody watches: hours around a centre. */
interface Hours {
  centre: number;
  deviation: number;
}

export interface Habit {
  name: string;
  /** Users. */
  users: number;
  visitsPerWeek: number;
  /** Least and most events of one visit. */
  eventsPerVisit: [number, number];
  /** How likely the next event of a visit goes on with the same show. */
  staysWithShow: number;
  /** Monday to Sunday, against an average day. */
  weekdays: number[];
  workdayHours: Hours;
  weekendHours: Hours;
  /** Weights of `genres` and `devices`. */
  genres: number[];
  devices: number[];
  /** First day in the year, drawn between the two; likewise the last. */
  joins: [number, number];
  leaves: [number, number];
  /** Whether visits become rarer until the last day. */
  fades: boolean;
}

const stays: Pick<Habit, "joins" | "leaves" | "fades"> = { joins: [0, 45], leaves: [365, 365], fades: false };

/** What the users of the sample do, and never say: the column `habit` of the profiles alone knows. */
export const habits: Habit[] = [
  {
    name: "binge evenings", users: 375, visitsPerWeek: 1.3, eventsPerVisit: [2, 5], staysWithShow: 0.7, weekdays: [0.7, 0.7, 0.8, 1, 1.7, 1.4, 0.7],
    workdayHours: { centre: 21, deviation: 1.2 }, weekendHours: { centre: 20.5, deviation: 1.8 },
    genres: [6, 5, 4, 2, 0.2, 0.3, 0.4, 0.2, 1, 0.3], devices: [7, 1, 1, 2], ...stays,
  },
  {
    name: "weekend families", users: 330, visitsPerWeek: 1.2, eventsPerVisit: [1, 3], staysWithShow: 0.3, weekdays: [0.2, 0.2, 0.3, 0.2, 0.5, 2.9, 2.7],
    workdayHours: { centre: 17.5, deviation: 1.3 }, weekendHours: { centre: 11.5, deviation: 2.4 },
    genres: [0.4, 0.2, 0.5, 2.5, 6, 6, 0.6, 1.5, 0.5, 1], devices: [6, 1, 4, 0.5], ...stays,
  },
  {
    name: "daytime documentaries", users: 270, visitsPerWeek: 1.8, eventsPerVisit: [1, 2], staysWithShow: 0.2, weekdays: [1.2, 1.3, 1.3, 1.2, 1.1, 0.5, 0.4],
    workdayHours: { centre: 12.5, deviation: 2.2 }, weekendHours: { centre: 13, deviation: 2.5 },
    genres: [0.8, 0.3, 0.5, 0.5, 0.3, 0.2, 7, 5, 0.4, 1.5], devices: [2, 3, 2, 5], ...stays,
  },
  {
    name: "lapsing", users: 300, visitsPerWeek: 1.6, eventsPerVisit: [1, 3], staysWithShow: 0.4, weekdays: [0.9, 0.9, 0.9, 1, 1.1, 1.2, 1],
    workdayHours: { centre: 19.5, deviation: 2.8 }, weekendHours: { centre: 17, deviation: 3.5 },
    genres: [3, 2, 2, 3, 1, 1, 1.5, 1, 2, 1], devices: [4, 4, 1, 3], joins: [0, 40], leaves: [120, 285], fades: true,
  },
  {
    name: "new", users: 225, visitsPerWeek: 2.2, eventsPerVisit: [1, 3], staysWithShow: 0.4, weekdays: [0.9, 0.9, 0.9, 1, 1.2, 1.2, 0.9],
    workdayHours: { centre: 20, deviation: 2.5 }, weekendHours: { centre: 18, deviation: 3.2 },
    genres: [3, 2, 2.5, 3, 1, 1, 1, 1, 2, 1.5], devices: [2, 6, 1, 2], joins: [300, 350], leaves: [365, 365], fades: false,
  },
];
