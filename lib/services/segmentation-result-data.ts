import { storableJson } from "../schemas/named-record";
import type { Quality } from "../schemas/segmentation";
import type { SegmentationResult } from "../segmentation/result";

/** JSON has no NaN or infinity: a figure that is not a number is left out rather than stored as null. */
function finiteFigures(quality: Quality): Quality {
  return Object.fromEntries(Object.entries(quality).filter(([, value]) => typeof value !== "number" || Number.isFinite(value)));
}

/** The columns of a run's row that its result fills. */
export function resultData(result: Pick<SegmentationResult, "parameters" | "quality" | "details" | "model">) {
  return {
    parameters: result.parameters,
    quality: finiteFigures(result.quality),
    details: plainJson(result.details),
    model: plainJson(result.model),
  };
}

/** One row per segment, noise included. */
export function segmentsData(segmentationId: string, result: SegmentationResult) {
  return result.segments.map((segment) => ({
    segmentationId,
    segment: segment.segment,
    name: segment.name,
    automaticName: segment.name,
    description: segment.description,
    automaticDescription: segment.description,
    size: segment.size,
    shareRatio: segment.shareRatio,
    characteristics: plainJson(segment.characteristics),
    evidence: plainJson(segment.evidence.filter((each) => [each.effectSize, each.low95, each.high95, each.value, each.overall].every(Number.isFinite))),
  }));
}

/** The value as JSON keeps it: undefined keys gone, typed arrays as arrays. */
function plainJson(value: object): object {
  return storableJson(JSON.parse(JSON.stringify(value)) as object);
}
