import { AppError } from "../errors";
import { eventFeatureSchema, featuresRecipeSchema, type EventFeature, type EventFeaturesRequest, type FeaturesRecipe } from "../schemas/event-features";
import { featureWords, type FeatureNeed } from "../schemas/event-feature-words";
import { topCategories, type EventFeatureOptions, type PurchaseColumns } from "../warehouse/event-features";
import { isTimezone, slotsPerDay, zoneOffsets } from "../warehouse/local-time";
import { hasColumns, type PreparedEvents } from "./engagement-index";
import { dayName } from "../engagement/calendar";
import { dayNumber } from "./engagement-periods";
import { rowsPath } from "./storage";

type Purchases = EventFeaturesRequest["purchases"];
type Asked = Omit<EventFeaturesRequest, "follows">;

const missing: Record<FeatureNeed, string> = {
  category: "No column has the role category, and no linked dataset of items has one.",
  minutes: "No column has the role duration.",
  rating: "No column has the role rating.",
  amount: "No column has the role amount, and none is named as the amount.",
};

/** Why the columns of these events don't allow a feature; undefined where they do. */
export function reasonAgainst(prepared: PreparedEvents, feature: EventFeature, purchases: Purchases): string | undefined {
  const { needs } = featureWords[feature];
  const has = { ...hasColumns(prepared), amount: (purchases?.amountColumn ?? prepared.columns.amount) !== undefined };
  return needs === undefined || has[needs] ? undefined : missing[needs];
}

/** @throws AppError `conflict` with what to do when no column names the users. */
export function requireUsers({ columns }: PreparedEvents): void {
  if (!columns.user) throw new AppError("conflict", "No column of this dataset names its users. Give the role “user” to the column that does.");
}

/**
 * A request with everything said that it leaves open: every feature that the columns allow, the most frequent categories.
 * @throws AppError in words when no column names users, or for a feature, column, category, zone or day that these events don't have.
 */
export async function resolveRecipe(prepared: PreparedEvents, request: Asked): Promise<FeaturesRecipe> {
  requireUsers(prepared);
  refusePurchases(prepared, request.purchases);
  const categories = request.categories ?? (hasColumns(prepared).category ? await topCategories(prepared.index) : []);
  const against = (feature: EventFeature): string | undefined =>
    reasonAgainst(prepared, feature, request.purchases) ?? (feature === "category-shares" && categories.length === 0 ? "No event has a category." : undefined);
  const asked = request.features;
  const refused = (asked ?? []).flatMap((feature, at) => {
    const reason = against(feature);
    return reason ? [{ name: `features.${at}`, reason: `${featureWords[feature].label} is not possible: ${reason}` }] : [];
  });
  if (refused[0]) throw new AppError("bad_request", refused.map(({ reason }) => reason).join(" "), { invalidParams: refused });
  const features = eventFeatureSchema.options.filter((feature) => (asked ? asked.includes(feature) : against(feature) === undefined));
  const { firstDay } = zoneOfEvents(prepared, request.timezone);
  if (request.asOf && dayNumber(request.asOf) < firstDay) {
    throw new AppError("bad_request", `Up to ${request.asOf} there is no event: the first one is of ${dayName(firstDay)}.`, { invalidParams: [{ name: "asOf", reason: "Before the first event" }] });
  }
  return featuresRecipeSchema.parse({ ...request, features, categories: features.includes("category-shares") ? categories : [] });
}

/** What the warehouse is to count, of a recipe that these events allow. */
export function featureOptions(prepared: PreparedEvents, recipe: FeaturesRecipe): EventFeatureOptions {
  const { features, categories, sessionGapMinutes, timezone, asOf, purchases } = recipe;
  return {
    features,
    categories,
    sessionGapMinutes,
    offsets: zoneOfEvents(prepared, timezone).offsets,
    ...(asOf !== undefined && { asOfDay: dayNumber(asOf) }),
    ...(purchases && { purchases: purchaseColumns(prepared, purchases) }),
  };
}

/** @throws AppError `bad_request` for a name that is no time zone. */
function zoneOfEvents({ facts }: PreparedEvents, timezone: string): { offsets: EventFeatureOptions["offsets"]; firstDay: number } {
  if (!isTimezone(timezone)) {
    throw new AppError("bad_request", `“${timezone}” is not a time zone. Use an IANA name such as Europe/Kyiv.`, { invalidParams: [{ name: "timezone", reason: "Not an IANA time zone" }] });
  }
  const offsets = zoneOffsets(timezone, facts.firstSlot, facts.lastSlot);
  return { offsets, firstDay: Math.floor((facts.firstSlot + (offsets[0]?.offsetSlots ?? 0)) / slotsPerDay) };
}

function purchaseColumns({ version }: PreparedEvents, purchases: NonNullable<Purchases>): PurchaseColumns {
  return { rowsPath: rowsPath(version.id), amount: purchases.amountColumn, quantity: purchases.quantityColumn, basket: purchases.basketColumn, positiveOnly: purchases.positiveOnly };
}

/** @throws AppError `bad_request` for a column that isn't there, or is to be reckoned with and holds no numbers. */
function refusePurchases({ version, columns }: PreparedEvents, purchases: Purchases): void {
  if (!purchases) return;
  const check = (name: string | undefined, field: string, isNumber: boolean): void => {
    if (name === undefined) return;
    const column = version.columns.find((each) => each.name === name);
    const reason = !column ? `There is no column “${name}” in these events.` : isNumber && column.type !== "integer" && column.type !== "decimal" ? `“${name}” holds no numbers.` : undefined;
    if (reason) throw new AppError("bad_request", reason, { invalidParams: [{ name: `purchases.${field}`, reason }] });
  };
  check(purchases.amountColumn, "amountColumn", true);
  check(purchases.quantityColumn, "quantityColumn", true);
  check(purchases.basketColumn, "basketColumn", false);
  if (purchases.quantityColumn && !purchases.amountColumn && !columns.amount) {
    throw new AppError("bad_request", "A quantity multiplies an amount, and no column of these events is one. Name the amount’s column as well.");
  }
}
