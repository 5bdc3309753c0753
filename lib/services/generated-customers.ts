import { randomStream, type RandomStream } from "../kernels/random";
import { csvText, type CsvCell } from "./csv-text";
import { clamp, normal, shuffle, weighted } from "./random-draws";

interface CustomerGroup {
  name: string;
  /** Of a thousand customers. */
  share: number;
  /** Mean and standard deviation of each figure. */
  frequency: [number, number];
  averageOrder: [number, number];
  recency: [number, number];
  membershipYears: [number, number];
  age: [number, number];
  /** Weights of the categories below. */
  categories: number[];
}

const categories = ["Electronics", "Fashion", "Home", "Groceries", "Books"];
const cities = ["Kyiv", "Lisbon", "Nairobi", "Osaka", "Toronto", "Lima"];
const genders = ["female", "male", "other"];

/** Yearly orders, money per order, days since the last one, years of membership. */
const groups: CustomerGroup[] = [
  { name: "high value", share: 150, frequency: [42, 6], averageOrder: [128, 18], recency: [9, 5], membershipYears: [6.5, 1.6], age: [46, 9], categories: [5, 2, 2, 1, 1] },
  { name: "regular", share: 400, frequency: [22, 4], averageOrder: [62, 10], recency: [24, 9], membershipYears: [4, 1.3], age: [38, 11], categories: [1, 2, 2, 4, 1] },
  { name: "occasional", share: 250, frequency: [6, 2], averageOrder: [48, 11], recency: [65, 18], membershipYears: [1.6, 0.8], age: [31, 9], categories: [1, 4, 1, 1, 3] },
  { name: "at risk", share: 200, frequency: [9, 3], averageOrder: [74, 13], recency: [205, 35], membershipYears: [4.6, 1.4], age: [50, 12], categories: [2, 1, 4, 1, 2] },
];

const header = [
  "customer_id", "spending", "frequency", "recency", "average_order", "membership_years", "age", "gender", "city", "preferred_category", "true_segment",
];

/**
 * A thousand made-up customers as CSV, always the same for a seed: spending a year, orders a year, days since the last
 * order, money per order, years of membership, age, gender, city, preferred category, and the group they were drawn from.
 */
export function generatedCustomers(seed: number): string {
  const random = randomStream(seed);
  const members = groups.flatMap((group) => Array.from({ length: group.share }, () => group));
  shuffle(members, random);
  return csvText([header, ...members.map((group, i) => customer(group, i, random))]);
}

function customer(group: CustomerGroup, i: number, random: RandomStream): CsvCell[] {
  const drawn = ([mean, deviation]: [number, number], low: number, high: number) => clamp(mean + deviation * normal(random), low, high);
  const frequency = Math.round(drawn(group.frequency, 1, 80));
  const averageOrder = round(drawn(group.averageOrder, 8, 400), 2);
  const recency = Math.round(drawn(group.recency, 0, 365));
  const membershipYears = round(drawn(group.membershipYears, 0.1, 15), 1);
  const age = Math.round(drawn(group.age, 18, 90));
  const gender = genders[random.nextFloat() < 0.03 ? 2 : random.nextBelow(2)];
  const city = cities[random.nextBelow(cities.length)];
  return [
    `C${String(i + 1).padStart(4, "0")}`, round(frequency * averageOrder, 2), frequency, recency, averageOrder, membershipYears, age,
    gender, city, weighted(categories, group.categories, random), group.name,
  ];
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
