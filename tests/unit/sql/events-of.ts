import { eventFixture, type EventFixture } from "./event-fixture";

const open: EventFixture[] = [];

/** Removes what `eventsOf` made; for afterEach. */
export async function removeEvents(): Promise<void> {
  for (const fixture of open.splice(0)) await fixture.remove();
}

/** Events from lines of `user at [item] [category] [minutes] [rating] [device] [country]`; an empty cell is “-”. */
export async function eventsOf(lines: string[], items?: string): Promise<EventFixture> {
  const names = ["user", "at", "item", "category", "minutes", "rating", "device", "country"];
  const cells = lines.map((line) => line.split(" ").map((cell) => (cell === "-" ? "" : cell)));
  const text = [names.join(","), ...cells.map((row) => names.map((_, j) => row[j] ?? "").join(","))].join("\n");
  const fixture = await eventFixture({
    events: `${text}\n`,
    eventRoles: { user: "user", at: "time", item: "item", category: items ? "ignore" : "category", minutes: "duration", rating: "rating", device: "category", country: "category" },
    ...(items !== undefined && { items, itemRoles: { id: "item", title: "label", genres: "category" } }),
  });
  open.push(fixture);
  return fixture;
}
