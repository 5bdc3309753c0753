import type { EngagementFacts } from "../schemas/engagement-facts";
import { slotMs } from "../warehouse/local-time";
import { hasColumns, prepareEvents } from "./engagement-index";

/** What the charts of a dataset can show, and over which days. @throws AppError in words when its columns don't make events. */
export async function engagementFacts(datasetId: string): Promise<EngagementFacts> {
  const prepared = await prepareEvents(datasetId);
  const { facts, version, items } = prepared;
  const dayOf = (slot: number): string => new Date(slot * slotMs).toISOString().slice(0, 10);
  return {
    datasetId,
    datasetName: version.datasetName,
    version: version.number,
    events: facts.events,
    untimed: facts.untimed,
    firstDay: dayOf(facts.firstSlot),
    lastDay: dayOf(facts.lastSlot),
    has: hasColumns(prepared),
    places: prepared.columns.places,
    ...(prepared.profilesDatasetId && { profilesDatasetId: prepared.profilesDatasetId }),
    ...(items && { itemLink: { unknownItems: facts.unknownItems, unknownItemEvents: facts.unknownItemEvents } }),
  };
}
