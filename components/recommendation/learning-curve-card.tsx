"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { formatCount } from "@/lib/charts/format-quantity";
import type { RecommenderQuality } from "@/lib/schemas/recommender";
import { LearningCurve, type CurveLine } from "./learning-curve";

const height = 210;
const looks = { heldOut: { label: "on what was held out", color: "var(--accent)" }, train: { label: "on what it learns from", color: "var(--segment-0)" } } as const;

type PassCurve = NonNullable<RecommenderQuality["learningCurve"]>;
type DataCurve = NonNullable<RecommenderQuality["dataCurve"]>;

/** What each epoch or round gave: more training pays as long as the held-out line goes on. */
export function PassCurveCard({ curve, source }: { curve: PassCurve; source: string }) {
  const unit = curve.unit ?? "pass";
  return (
    <CurveCard
      title="Would more training help?"
      definition={`${curve.measure} after each ${unit}${betterWords(curve)}`}
      axis={{ label: unit, mark: curve.asked === undefined ? undefined : { step: curve.asked, label: `this version: ${curve.asked}` } }}
      points={curve.points}
      sentence={curve.sentence}
      source={source}
    />
  );
}

/** What parts of the events gave: more data pays as long as the held-out line goes on. */
export function DataCurveCard({ curve, source }: { curve: DataCurve; source: string }) {
  return (
    <CurveCard
      title="Would more data help?"
      definition={`${curve.measure} with parts of the events${betterWords(curve)}`}
      axis={{ label: "events", format: (step) => formatCount(step) }}
      points={curve.points.map(({ interactions, train, heldOut }) => ({ step: interactions, train, heldOut }))}
      sentence={curve.sentence}
      source={source}
    />
  );
}

interface CurveCardProps {
  title: string;
  definition: string;
  axis: { label: string; format?: (step: number) => string; mark?: { step: number; label: string } };
  points: PassCurve["points"];
  sentence: string | undefined;
  source: string;
}

function CurveCard({ title, definition, axis, points, sentence, source }: CurveCardProps) {
  const keys = (["heldOut", "train"] as const).filter((key) => points.some((point) => point[key] !== null));
  const lines = keys.map((key): CurveLine => ({ ...looks[key], points: points.map((point) => ({ step: point.step, value: point[key] })) }));
  return (
    <ChartFrame
      title={title}
      definition={definition}
      height={height}
      legend={keys.map((key) => looks[key])}
      source={source}
      note={sentence ? <span className="text-sm text-ink">{sentence}</span> : undefined}
      table={{ columns: [{ label: axis.label, numeric: true }, ...keys.map((key) => ({ label: looks[key].label, numeric: true }))], rows: points.map((point) => [point.step, ...keys.map((key) => point[key])]) }}
    >
      <LearningCurve label={definition} height={height} lines={lines} axis={axis} />
    </ChartFrame>
  );
}

function betterWords({ better }: { better?: "higher" | "lower" }): string {
  return better === undefined ? "" : `; ${better} is better`;
}
