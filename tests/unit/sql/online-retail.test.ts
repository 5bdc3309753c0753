import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { writeEventFeatures } from "@/lib/warehouse/event-features";
import { query } from "@/lib/warehouse/query";
import { parquetTable } from "@/lib/warehouse/quote-sql";
import { eventFixture, type EventFixture } from "./event-fixture";

const data = "../shared/data/online_retail.csv.gz";
const reference = "../shared/reference/engagement_reference.json";
const rowSchema = z.object({ user: z.string(), recency_days: z.number(), frequency: z.number(), monetary: z.number() });

interface Figures {
  mean: number;
  median: number;
  min: number;
  max: number;
}
interface Expected {
  rows: number;
  rfm: { customers: number; recency: Figures; frequency: Figures; monetary: Figures; examples: Record<string, { recency: number; frequency: number; monetary: number }> };
}

/** 7.6 MB is much for a fixture: the test runs where the file lies beside the project. */
describe.skipIf(!existsSync(data) || !existsSync(reference))("recency, frequency and money on Online Retail, as pandas counts them", () => {
  let retail: EventFixture;
  let found: z.infer<typeof rowSchema>[];
  const { rfm, rows } = existsSync(reference) ? (JSON.parse(readFileSync(reference, "utf8")) as { online_retail: Expected }).online_retail : { rfm: undefined, rows: 0 };

  beforeAll(async () => {
    retail = await eventFixture({ events: data });
    const { index, offsets } = await retail.scope();
    const file = `${index.events}.features`;
    const purchases = { rowsPath: retail.rowsPath, quantity: "Quantity", basket: "InvoiceNo", positiveOnly: true };
    await writeEventFeatures(index, { offsets, sessionGapMinutes: 30, features: ["recency", "frequency", "monetary"], categories: [], purchases }, file);
    found = await query(`SELECT user, recency_days, frequency, monetary FROM ${parquetTable(file)}`, [], rowSchema);
  }, 120_000);
  afterAll(() => retail.remove());

  it("reads every row, with the roles guessed", () => {
    expect(retail.facts.events + retail.facts.untimed).toBe(rows);
    expect(found).toHaveLength(rfm!.customers);
  });

  it.each([["recency", "recency_days", 6], ["frequency", "frequency", 6], ["monetary", "monetary", 6]] as const)("agrees in %s", (name, column, digits) => {
    const values = found.map((row) => row[column]).toSorted((a, b) => a - b);
    const middle = values.length >> 1;
    const median = values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(rfm![name].mean, digits);
    expect(median).toBeCloseTo(rfm![name].median, 6);
    expect(values[0]).toBeCloseTo(rfm![name].min, 3);
    expect(values.at(-1)).toBeCloseTo(rfm![name].max, 3);
  });

  it("agrees customer by customer", () => {
    for (const [user, expected] of Object.entries(rfm!.examples)) {
      const row = found.find((each) => each.user === user);
      expect(row).toMatchObject({ recency_days: expected.recency, frequency: expected.frequency });
      expect(row?.monetary).toBeCloseTo(expected.monetary, 2);
    }
  });
});
