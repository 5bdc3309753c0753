import type { EventFeature, EventFeaturesRequest, FeaturesOffer } from "@/lib/schemas/event-features";
import { featureWords } from "@/lib/schemas/event-feature-words";

/** What the form holds: texts as typed, "" for nothing chosen. */
export interface FeaturesDraft {
  features: EventFeature[];
  timezone: string;
  gapMinutes: string;
  asOf: string;
  amountColumn: string;
  quantityColumn: string;
  basketColumn: string;
  positiveOnly: boolean;
  follows: boolean;
}

export function firstDraft(offer: FeaturesOffer, timezone: string): FeaturesDraft {
  const { guess } = offer.purchases;
  return {
    features: offer.features.filter(({ usual }) => usual).map(({ feature }) => feature),
    timezone,
    gapMinutes: "30",
    asOf: "",
    amountColumn: guess.amountColumn ?? "",
    quantityColumn: guess.quantityColumn ?? "",
    basketColumn: guess.basketColumn ?? "",
    positiveOnly: guess.positiveOnly,
    follows: true,
  };
}

/** Why a feature can't be had; an amount that was chosen makes money possible, and one that was taken away does not. */
export function impossibleBecause(offer: FeaturesOffer, draft: FeaturesDraft, feature: EventFeature): string | undefined {
  if (featureWords[feature].needs === "amount") {
    const canBeChosen = offer.purchases.numberColumns.length > 0;
    return draft.amountColumn !== "" ? undefined : canBeChosen ? "No column is its amount: choose one below." : "No column has the role amount.";
  }
  return offer.features.find((each) => each.feature === feature)?.impossible;
}

/** The chosen features that can be had. */
export function chosenFeatures(offer: FeaturesOffer, draft: FeaturesDraft): EventFeature[] {
  return draft.features.filter((feature) => impossibleBecause(offer, draft, feature) === undefined);
}

/** Columns of the dataset that will be made, the user's key not counted. */
export function columnCount(offer: FeaturesOffer, features: EventFeature[]): number {
  return offer.features.filter(({ feature }) => features.includes(feature)).reduce((sum, { columns }) => sum + columns.length, 0);
}

/** What is wrong with the form, by its field. */
export function draftProblems(offer: FeaturesOffer, draft: FeaturesDraft): { features?: string; gapMinutes?: string } {
  const gap = Number(draft.gapMinutes);
  return {
    ...(chosenFeatures(offer, draft).length === 0 && { features: "Choose at least one feature." }),
    ...(!(gap > 0 && gap <= 24 * 60) && { gapMinutes: "More than 0 and at most 1,440 minutes" }),
  };
}

export function requestOf(offer: FeaturesOffer, draft: FeaturesDraft): EventFeaturesRequest {
  const { amountColumn, quantityColumn, basketColumn, positiveOnly } = draft;
  const isAsGuessed = amountColumn === (offer.purchases.guess.amountColumn ?? "");
  const says = basketColumn !== "" || (amountColumn !== "" && (!isAsGuessed || quantityColumn !== "" || positiveOnly));
  return {
    features: chosenFeatures(offer, draft),
    timezone: draft.timezone,
    sessionGapMinutes: Number(draft.gapMinutes),
    follows: draft.follows,
    ...(draft.asOf !== "" && { asOf: draft.asOf }),
    ...(says && {
      purchases: {
        ...(amountColumn !== "" && { amountColumn, ...(quantityColumn !== "" && { quantityColumn }) }),
        ...(basketColumn !== "" && { basketColumn }),
        positiveOnly: amountColumn !== "" && positiveOnly,
      },
    }),
  };
}
