"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import type { RecommenderQuality } from "@/lib/schemas/recommender";
import { LearningCurve } from "./learning-curve";

const height = 230;
const looks = { train: { label: "on what it learns from", color: "var(--segment-0)" }, heldOut: { label: "on what was held out", color: "var(--accent)" } } as const;

/** What each epoch or round gave: more training pays as long as the held-out line goes on. */
export function LearningCurveCard({ curve, source }: { curve: NonNullable<RecommenderQuality["learningCurve"]>; source: string }) {
  const keys = (["train", "heldOut"] as const).filter((key) => curve.points.some((point) => point[key] !== null));
  return (
    <ChartFrame
      title="Would more training help?"
      definition={`${curve.measure} after each pass`}
      height={height}
      legend={keys.map((key) => looks[key])}
      source={source}
      table={{ columns: [{ label: "Pass", numeric: true }, ...keys.map((key) => ({ label: looks[key].label, numeric: true }))], rows: curve.points.map((point) => [point.step, ...keys.map((key) => point[key])]) }}
    >
      <LearningCurve label={`${curve.measure} after each pass`} height={height} lines={keys.map((key) => ({ ...looks[key], points: curve.points.map((point) => ({ step: point.step, value: point[key] })) }))} />
    </ChartFrame>
  );
}
