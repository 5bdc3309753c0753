import { database } from "../db/client";
import { AppError } from "../errors";
import { storedAudienceFilterSchema } from "../schemas/audience";
import type { EngagementQuery } from "../schemas/engagement";
import { segmentMembers } from "../sql/engagement/members";
import type { Members } from "../sql/engagement/scope";
import type { EventIndex } from "../warehouse/event-index";
import { profileKey } from "./engagement-columns";
import { audienceVersion, requireAudience } from "./audiences";
import { memberSegment, membersFile } from "./audience-members";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { assignmentsPath, rowsPath } from "./storage";

/**
 * The users that a segment filter lets through; undefined without a filter.
 * @throws AppError in words when the run or the segment doesn't exist, has not finished, or isn't about people.
 */
export async function filteredMembers(index: EventIndex, query: Pick<EngagementQuery, "audience" | "segmentation" | "segment">): Promise<Members | undefined> {
  if (query.audience !== undefined) return audienceMembers(index, query.audience);
  if (query.segmentation === undefined) {
    if (query.segment !== undefined) throw new AppError("bad_request", "A segment needs its segmentation: give both.", { invalidParams: [{ name: "segmentation", reason: "Missing beside segment" }] });
    return undefined;
  }
  const run = await database().segmentation.findUnique({
    where: { id: query.segmentation },
    select: { status: true, datasetId: true, datasetVersionId: true, segments: { select: { id: true, segment: true } } },
  });
  if (!run) throw new AppError("not_found", "This segmentation does not exist, or it was deleted.");
  if (run.status !== "succeeded") throw new AppError("segmentation_not_finished", "This segmentation has not finished, so its segments can't filter yet.");
  const profiles = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const keyColumn = requireKey(profiles);
  const segments = chosenSegments(query.segment, run.segments);
  return segmentMembers(index, { profilesPath: rowsPath(run.datasetVersionId), keyColumn, assignmentsPath: assignmentsPath(query.segmentation), segments });
}

/** The users of an audience: of a profiles dataset by its key, whatever the filter that made it. */
async function audienceMembers(index: EventIndex, audienceId: string): Promise<Members> {
  const audience = await requireAudience(audienceId);
  const profiles = await requireReadyVersion(audience.datasetId, await audienceVersion(audience));
  const file = await membersFile(audienceId, profiles.id, storedAudienceFilterSchema.parse(audience.filter));
  return segmentMembers(index, { profilesPath: rowsPath(profiles.id), keyColumn: requireKey(profiles), assignmentsPath: file, segments: [memberSegment] });
}

function requireKey(profiles: ReadyVersion): string {
  const key = profileKey(profiles.columns);
  if (key !== undefined) return key;
  throw new AppError("conflict", `No column of “${profiles.datasetName}” names its people. Give the role “user” or “id” to the column that does, and its segments can filter events.`);
}

/** Segments are named by their number or their id; without any, all of them count, noise included. */
function chosenSegments(asked: string[] | undefined, known: { id: string; segment: number }[]): number[] {
  if (asked === undefined) return known.map(({ segment }) => segment);
  return asked.flatMap((value) => value.split(",")).map((value) => {
    const found = known.find(({ id, segment }) => id === value || String(segment) === value);
    if (!found) throw new AppError("not_found", `The segmentation has no segment “${value}”.`, { invalidParams: [{ name: "segment", reason: `Not one of ${known.map(({ segment }) => segment).join(", ")}` }] });
    return found.segment;
  });
}
