import { algorithmLabel, headlessAlgorithms, recommendFile, type HeadlessRecommendReport, type HeadlessRecommendRequest } from "@/lib/services/headless-recommendation";
import { exitOnSignals } from "./exit-on-signals";
import { parseFileCommand } from "./file-command";
import { UsageError } from "./usage-error";

const options = {
  items: { type: "string" },
  algorithm: { type: "string" },
  evaluate: { type: "string" },
  folds: { type: "string" },
  "fold-by": { type: "string" },
  k: { type: "string" },
  positive: { type: "string" },
  seed: { type: "string" },
  set: { type: "string", multiple: true },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

/** `recommend FILE …`: trains a recommender on a file of events, judges it and writes everybody's list. */
export async function run(args: string[]): Promise<void> {
  const { file, values } = await parse(args);
  const request = requestOf(file, values);
  exitOnSignals();
  const report = await recommendFile(request);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : readable(report));
}

type Values = Awaited<ReturnType<typeof parse>>["values"];

function parse(args: string[]) {
  return parseFileCommand(args, options, { missing: "Name the file of ratings or events.", endings: [".csv"] });
}

function requestOf(file: string, values: Values): HeadlessRecommendRequest {
  const algorithm = headlessAlgorithms.find((name) => name === values.algorithm);
  if (algorithm === undefined) throw new UsageError(`Choose --algorithm ${headlessAlgorithms.join(", ")}.`);
  return {
    file, algorithm,
    folds: numberOf(values.folds ?? "5", "folds", 2, 100, true),
    foldBy: oneOf(values["fold-by"] ?? "position", "fold-by", ["position", "random"] as const),
    k: numberOf(values.k ?? "10", "k", 1, 1000, true),
    seed: numberOf(values.seed ?? "42", "seed", 0, 2 ** 31 - 1, true),
    parameters: parametersOf(values.set ?? []),
    ...(values.evaluate !== undefined && { evaluate: oneOf(values.evaluate, "evaluate", ["ratings", "ranking"] as const) }),
    ...(values.positive !== undefined && { positiveFrom: numberOf(values.positive, "positive", -1e12, 1e12, false) }),
    ...(values.items !== undefined && { itemsFile: values.items }),
    ...(values.out !== undefined && { out: values.out }),
  };
}

function oneOf<Choice extends string>(value: string, name: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new UsageError(`--${name} is ${choices.join(" or ")}, not “${value}”.`);
  return found;
}

function numberOf(text: string, name: string, min: number, max: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(`--${name} is a ${whole ? "whole " : ""}number from ${min} to ${max}, not “${text}”.`);
}

/** `--set factors=50` for each parameter of the algorithm. */
function parametersOf(settings: string[]): Record<string, number | string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name, value, more] = setting.split("=");
      if (!name || !value || more !== undefined) throw new UsageError(`--set takes NAME=VALUE, not “${setting}”.`);
      return [name, Number.isFinite(Number(value)) ? Number(value) : value];
    }),
  );
}

function readable(report: HeadlessRecommendReport): string {
  const parameters = Object.entries(report.parameters).map(([name, value]) => `${name} ${value}`).join(", ");
  const count = (value: number): string => value.toLocaleString("en-US");
  const figures = (all: Record<string, number>): string => Object.entries(all).map(([name, value]) => `${name} ${value.toFixed(4)}`).join("  ");
  const lines = [
    `${algorithmLabel(report.algorithm)}${parameters === "" ? "" : `, ${parameters}`} · ${count(report.interactions)} events of ${count(report.users)} users and ${count(report.items)} items · seed ${report.seed}`,
    `  ${report.evaluated}: ${figures(report.quality)}`,
    ...Object.entries(report.baselines).map(([name, quality]) => `  beside, ${name}: ${figures(quality)}`),
    ...(report.verdict === undefined ? [] : [`  ${report.verdict}`]),
    ...report.notices.map((notice) => `  ${notice}`),
    `${Math.round(report.timingsMs.total)} ms, ${report.peakMemoryMb} MB`,
  ];
  return `${lines.join("\n")}\n`;
}
