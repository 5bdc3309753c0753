import type { Characteristics, Segment, Segmentation, SegmentationDetails } from "../schemas/segmentation";

/** A figure about fewer rows than this could be somebody's own. */
export const smallestGroup = 5;

/**
 * A run without anything that tells of single rows: for readers whom nobody knows. Gone are the names of rows in the
 * merge tree, smallest and largest values, categories that fewer than five rows of a segment have, and every figure of a
 * segment with fewer than five rows. Names of segments stay: people wrote them, or they say no more than "High price".
 */
export function withoutSmallGroups(run: Segmentation): Segmentation {
  return { ...run, createdBy: "", segments: run.segments.map(withoutRows), details: run.details && aboutNobody(run.details) };
}

/** Taken by name, so that what is added to the details one day stays at home until somebody decides otherwise. */
function aboutNobody({ reading, mapVarianceRatio, preparedFeatures, overall, droppedRows, notices }: SegmentationDetails): SegmentationDetails {
  return { reading, mapVarianceRatio, preparedFeatures, overall: withoutExtremes(overall), droppedRows, notices };
}

function withoutRows(segment: Segment): Segment {
  if (segment.size < smallestGroup) {
    return { ...segment, description: "", automaticDescription: "", automaticName: "", characteristics: {}, evidence: [], recommendations: [] };
  }
  const rowsWith = ({ category, value }: Segment["evidence"][number]): number => (category === undefined ? segment.size : Math.round(value * segment.size));
  return {
    ...segment,
    characteristics: withoutExtremes(segment.characteristics),
    evidence: segment.evidence.filter((entry) => rowsWith(entry) >= smallestGroup),
  };
}

function withoutExtremes(characteristics: Characteristics): Characteristics {
  return Object.fromEntries(
    Object.entries(characteristics).map(([name, figures]) => [
      name,
      "mean" in figures
        ? { ...figures, min: null, max: null }
        : { ...figures, values: Object.fromEntries(Object.entries(figures.values).filter(([, rows]) => rows >= smallestGroup)) },
    ]),
  );
}
