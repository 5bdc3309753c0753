import type { DataCurve, PassCurve } from "./learning-curve";
import type { LearningTask } from "./learning-task";

type Measured = Pick<LearningTask, "measure" | "better">;

/** What is smaller than this part of a figure is noise: held-out rankings waver more than errors of ratings. */
const noiseRatio = { higher: 0.04, lower: 0.002 } as const;

/** How much better `value` is than `than`, as a part of it; below 0 where it is worse. */
function gainRatio({ better }: Measured, value: number, than: number): number {
  const difference = better === "higher" ? value - than : than - value;
  return difference / Math.max(1e-9, Math.abs(than));
}

const shown = (value: number): string => value.toFixed(4);

/** Whether more passes would pay, or fewer would do, in a sentence. */
export function passWords(measured: Measured, { unit, asked, points }: PassCurve): string {
  const noise = noiseRatio[measured.better];
  const at = points.find(({ step }) => step === asked) ?? points.at(-1);
  const best = points.reduce<PassCurve["points"][number] | undefined>((found, point) => (found && gainRatio(measured, point.heldOut, found.heldOut) <= 0 ? found : point), undefined);
  if (!at || !best) return "";
  const { measure } = measured;
  const figures = (from: typeof at, to: typeof at): string => `${measure} on what was held out: ${shown(from.heldOut)} after ${unit} ${from.step}, ${shown(to.heldOut)} after ${unit} ${to.step}`;
  if (gainRatio(measured, best.heldOut, at.heldOut) > noise) {
    return best.step > at.step
      ? `More ${unit}s would still help: ${figures(at, best)}.`
      : `It is best after ${unit} ${best.step} and then learns by heart: ${figures(best, at)}. Fewer ${unit}s, or more regularisation, would do better.`;
  }
  const enough = points.find((point) => gainRatio(measured, best.heldOut, point.heldOut) <= noise) ?? best;
  if (enough.step >= at.step) return `It goes on getting better up to the last of its ${asked} ${unit}s, and more of them would hardly help.`;
  return `It stops improving at ${unit} ${enough.step} of ${asked}: the ${unit}s after it change ${measure} on what was held out by less than ${noise * 100} %.`;
}

/** Whether more events would pay, in a sentence. */
export function dataWords(measured: Measured, { points }: DataCurve): string {
  const [half, threeQuarters, all] = [points.at(-3), points.at(-2), points.at(-1)];
  if (!half || !threeQuarters || !all) return "";
  const noise = noiseRatio[measured.better];
  const last = gainRatio(measured, all.heldOut, threeQuarters.heldOut);
  const figures = `${measured.measure} on what was held out is ${shown(half.heldOut)} with half of the events, ${shown(threeQuarters.heldOut)} with three quarters and ${shown(all.heldOut)} with all`;
  if (last > noise) return `More data would still help: ${figures}.`;
  if (last < -noise) return `More of the same data does not help: ${figures}. Look at what the added events are before collecting more.`;
  return `More of the same data would hardly help: ${figures}.`;
}
