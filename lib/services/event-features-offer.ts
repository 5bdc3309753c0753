import type { ColumnProfile } from "../schemas/column";
import { eventFeatureSchema, type FeaturesOffer } from "../schemas/event-features";
import { featureWords } from "../schemas/event-feature-words";
import { featureColumns, topCategories } from "../warehouse/event-features";
import { slotMs } from "../warehouse/local-time";
import { hasWord, wordsOf } from "../warehouse/role-names";
import { hasColumns, prepareEvents } from "./engagement-index";
import { reasonAgainst, requireUsers } from "./event-features-recipe";

const quantityWords = ["quantity", "qty", "pieces", "units", "count"];
const basketWords = ["invoice", "order", "basket", "transaction", "receipt", "cart", "booking", "purchase"];
/** Columns with these roles say something else than what was paid. */
const otherRoles = new Set<ColumnProfile["role"]>(["user", "time", "item", "rating", "duration"]);

const isNumber = ({ type }: ColumnProfile): boolean => type === "integer" || type === "decimal";
const isNamed = (words: string[]) => ({ name }: ColumnProfile): boolean => hasWord(wordsOf(name), words);

/** Which features these events allow, and why not the others. @throws AppError in words when the columns don't make events. */
export async function featuresOffer(datasetId: string): Promise<FeaturesOffer> {
  const prepared = await prepareEvents(datasetId);
  requireUsers(prepared);
  const { columns, version, facts } = prepared;
  const categories = hasColumns(prepared).category ? await topCategories(prepared.index) : [];
  const usable = version.columns.filter(({ role }) => !otherRoles.has(role));
  const numbers = usable.filter(isNumber);
  const baskets = usable.filter(({ type, name }) => type !== "timestamp" && type !== "date" && name !== columns.amount);
  const quantity = columns.amount === undefined ? undefined : numbers.filter(({ name }) => name !== columns.amount).find(isNamed(quantityWords))?.name;
  const basket = columns.amount === undefined ? undefined : baskets.filter(({ name }) => name !== quantity).find(isNamed(basketWords))?.name;
  const dayOf = (slot: number): string => new Date(slot * slotMs).toISOString().slice(0, 10);
  return {
    features: eventFeatureSchema.options.map((feature) => {
      const noCategory = feature === "category-shares" && hasColumns(prepared).category && categories.length === 0 ? "No event has a category." : undefined;
      const impossible = reasonAgainst(prepared, feature, undefined) ?? noCategory;
      return { feature, columns: featureColumns(feature, categories), usual: featureWords[feature].usual && impossible === undefined, ...(impossible !== undefined && { impossible }) };
    }),
    categories,
    firstDay: dayOf(facts.firstSlot),
    lastDay: dayOf(facts.lastSlot),
    purchases: {
      numberColumns: numbers.map(({ name }) => name),
      basketColumns: baskets.map(({ name }) => name),
      guess: {
        ...(columns.amount !== undefined && { amountColumn: columns.amount }),
        ...(quantity !== undefined && { quantityColumn: quantity }),
        ...(basket !== undefined && { basketColumn: basket }),
        // A quantity below 0 is a piece that came back.
        positiveOnly: quantity !== undefined && Number(version.columns.find(({ name }) => name === quantity)?.min ?? 0) < 0,
      },
    },
  };
}
