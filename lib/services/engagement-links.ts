import { Readable } from "node:stream";
import { AppError } from "../errors";
import type { EngagementLinks } from "../schemas/engagement-answers";
import { linkRate, unknownKeys, type LinkQuestion } from "../sql/engagement/link-rate";
import { csvText } from "./csv-text";
import type { Download } from "./download";
import { profileKey } from "./engagement-columns";
import { prepareEvents, type PreparedEvents } from "./engagement-index";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

interface Link {
  target: ReadyVersion;
  question: LinkQuestion;
}

/** How well the keys of the events meet those of each linked dataset; a dataset that isn't linked is left out. */
export async function engagementLinks(datasetId: string): Promise<EngagementLinks> {
  const prepared = await prepareEvents(datasetId);
  const [items, profiles] = await Promise.all((["items", "profiles"] as const).map(async (link) => rateOf(await linkOf(prepared, link))));
  return { ...(items && { items }), ...(profiles && { profiles }) };
}

async function rateOf(link: Link | undefined): Promise<EngagementLinks["items"]> {
  if (!link) return undefined;
  const rate = await linkRate(link.question);
  return { datasetId: link.target.datasetId, datasetName: link.target.datasetName, ...rate, matchedRatio: rate.ids > 0 ? rate.matchedIds / rate.ids : null };
}

/** The keys that a linked dataset doesn't know, as CSV: id, events. @throws AppError `conflict` without such a link. */
export async function unknownIds(datasetId: string, link: "items" | "profiles"): Promise<Download> {
  const prepared = await prepareEvents(datasetId);
  const found = await linkOf(prepared, link);
  if (!found) throw new AppError("conflict", `These events are not linked with a dataset of ${link}. Link them, and the ids that it doesn't know can be downloaded.`);
  const rows = await unknownKeys(found.question);
  const text = csvText([["id", "events"], ...rows.map(({ key, events }) => [key, events])]);
  return { stream: Readable.toWeb(Readable.from([Buffer.from(text)])) as ReadableStream<Uint8Array>, name: `${prepared.version.datasetName} - unknown ${link}`, format: "csv" };
}

/** Undefined where there is no link, the events lack the key, or the linked dataset has none. */
async function linkOf(prepared: PreparedEvents, link: "items" | "profiles"): Promise<Link | undefined> {
  const targetId = link === "items" ? prepared.itemsDatasetId : prepared.profilesDatasetId;
  const key = link === "items" ? prepared.columns.item : prepared.columns.user;
  if (targetId === undefined || key === undefined) return undefined;
  const target = await requireReadyVersion(targetId);
  const keyColumn = link === "items" ? prepared.items?.key : profileKey(target.columns);
  return keyColumn === undefined ? undefined : { target, question: { index: prepared.index, link, targetPath: rowsPath(target.id), keyColumn } };
}
