import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { humanFeature } from "@/lib/segmentation/feature-words";
import { runSegmentation } from "@/lib/segmentation/run-segmentation";
import { featureTable, plan } from "./feature-tables";

// Every number that a description of wholesale's segments holds is computed anew here, straight from the file and the
// rows' segments, by other code than the product's.

const spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];
const [header = "", ...lines] = readFileSync("tests/fixtures/sets/wholesale.csv", "utf8").trim().split(/\r?\n/u);
const names = header.split(",");
const column = (name: string): number[] => lines.map((line) => Number(line.split(",")[names.indexOf(name)]));
const sentence = /(?<feature>[A-Z][\w ]*?) averages (?<value>[\d,.]+)(?:, (?<ratio>[\d.]+) × the overall (?<times>[\d,.]+)|, against (?<overall>[\d,.]+) overall) \(d = (?<d>−?[\d.]+), 95 % (?<low>−?[\d.]+) to (?<high>−?[\d.]+)\)\./gu;

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: number[]): number => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0);
const read = (text = ""): number => Number(text.replaceAll(",", "").replace("−", "-"));
const decimals = (text = ""): number => text.split(".")[1]?.length ?? 0;
/** The number as the text has it, to the text's own precision. */
const rounded = (value: number, text = ""): number => Number(value.toFixed(decimals(text)));

it.each([3, 5])("with k = %i, each number of each description follows from the data", async (k) => {
  const table = featureTable(Object.fromEntries(names.map((name) => [name, column(name)])));
  const { segments, rows } = await runSegmentation({ table, plan: plan({ algorithm: "kmeans", parameters: { k }, features: spending }) });
  let checked = 0;
  for (const { segment, size, description } of segments) {
    const inside = Array.from(rows.segments, (label) => label === segment);
    expect(inside.filter(Boolean)).toHaveLength(size);
    const sentences = [...description.matchAll(sentence)].map(({ groups = {} }) => groups);
    // Nothing but these sentences is in it: no number escapes the check.
    expect(description.replace(sentence, "").trim()).toBe("");
    for (const { feature, value, ratio, times, overall, d, low, high } of sentences) {
      const name = names.find((each) => humanFeature(each).toLowerCase() === feature?.toLowerCase()) ?? "";
      const values = column(name);
      const own = values.filter((_, i) => inside[i]);
      const rest = values.filter((_, i) => !inside[i]);
      const pooled = Math.sqrt((squares(own) + squares(rest)) / (values.length - 2));
      const effect = (mean(own) - mean(rest)) / pooled;
      const error = Math.sqrt(values.length / (own.length * rest.length) + effect ** 2 / (2 * values.length));
      expect(read(value)).toBe(rounded(mean(own), value));
      expect(read(times ?? overall)).toBe(rounded(mean(values), times ?? overall));
      if (ratio) expect(read(ratio)).toBe(rounded(mean(own) / mean(values), ratio));
      expect([read(d), read(low), read(high)]).toEqual([rounded(effect, d), rounded(effect - 1.959964 * error, low), rounded(effect + 1.959964 * error, high)]);
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThanOrEqual(3 * (k - 1));
});
