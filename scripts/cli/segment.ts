import { segmentationPlanSchema } from "@/lib/schemas/segmentation";
import { type HeadlessReport, segmentFile } from "@/lib/services/headless-segmentation";
import { exitOnSignals } from "./exit-on-signals";
import { parseFileCommand } from "./file-command";
import { UsageError } from "./usage-error";

const options = {
  algorithm: { type: "string" },
  features: { type: "string" },
  k: { type: "string" },
  linkage: { type: "string" },
  eps: { type: "string" },
  "min-samples": { type: "string" },
  "min-cluster-size": { type: "string" },
  components: { type: "string" },
  scaling: { type: "string" },
  missing: { type: "string" },
  encode: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

/** `segment FILE …`: segments a file and prints what was found. */
export async function run(args: string[]): Promise<void> {
  const { file, values } = await parse(args);
  const plan = planOf(values);
  exitOnSignals();
  const report = await segmentFile({ file, plan, out: values.out });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : readable(report));
}

type Values = Awaited<ReturnType<typeof parse>>["values"];

function parse(args: string[]) {
  return parseFileCommand(args, options, { missing: "Name the file to segment.", endings: [".csv", ".parquet"] });
}

function planOf(values: Values) {
  if (values.algorithm === undefined) throw new UsageError("Choose --algorithm kmeans, hierarchical, dbscan, hdbscan or pca.");
  const features = values.features?.split(",").map((name) => name.trim()).filter((name) => name !== "") ?? [];
  const result = segmentationPlanSchema.safeParse({
    algorithm: values.algorithm,
    features,
    parameters: parametersOf(values),
    preparation: { scaling: values.scaling, missing: values.missing, encoding: values.encode },
    seed: values.seed === undefined ? 42 : Number(values.seed),
  });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UsageError(`--${optionName(issue?.path ?? [])}: ${issue?.message ?? "not valid"}`);
}

/** Only the options that the algorithm knows; the others are wrong usage, not ignored. */
function parametersOf(values: Values): Record<string, unknown> {
  const known: Record<string, (keyof Values)[]> = {
    kmeans: ["k"],
    hierarchical: ["k", "linkage"],
    dbscan: ["eps", "min-samples"],
    hdbscan: ["min-cluster-size", "min-samples"],
    pca: ["components"],
  };
  const parameters = ["k", "linkage", "eps", "min-samples", "min-cluster-size", "components"] as const;
  const wrong = parameters.find((name) => values[name] !== undefined && !known[values.algorithm ?? ""]?.includes(name));
  if (wrong && known[values.algorithm ?? ""]) throw new UsageError(`--${wrong} does not go with ${values.algorithm}.`);
  const numeric = (text: string | undefined): unknown => (text === undefined || text === "auto" ? text : Number(text));
  return defined({
    k: numeric(values.k ?? (values.algorithm === "kmeans" || values.algorithm === "hierarchical" ? "auto" : undefined)),
    linkage: values.linkage,
    eps: numeric(values.eps ?? (values.algorithm === "dbscan" ? "auto" : undefined)),
    minSamples: numeric(values["min-samples"]),
    minClusterSize: numeric(values["min-cluster-size"]),
    components: numeric(values.components),
  });
}

function defined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function optionName(path: PropertyKey[]): string {
  const name = String(path.at(-1) ?? "algorithm");
  const renamed: Record<string, string> = { minSamples: "min-samples", minClusterSize: "min-cluster-size", encoding: "encode" };
  return renamed[name] ?? name;
}

function readable(report: HeadlessReport): string {
  const parameters = Object.entries(report.parameters).map(([name, value]) => `${name} ${value}`).join(", ");
  const lines = [
    `${report.algorithm}, ${parameters} · ${report.rows.toLocaleString("en-US")} rows × ${report.features.length} features · seed ${report.seed}`,
    ...report.segments.map(({ segment, size, shareRatio }) => `  ${segment < 0 ? "noise    " : `segment ${segment}`}  ${size.toLocaleString("en-US").padStart(12)}  ${(shareRatio * 100).toFixed(1).padStart(5)} %`),
    ...Object.entries(report.quality).filter(([, value]) => typeof value === "number").map(([name, value]) => `  ${name}: ${value}`),
    ...(report.quality.explainedVarianceRatio ? [`  explainedVarianceRatio: ${report.quality.explainedVarianceRatio.map((ratio) => ratio.toFixed(4)).join(", ")}`] : []),
    ...report.notices.map((notice) => `  ${notice}`),
    ...(report.rejectedRows > 0 ? [`  ${report.rejectedRows.toLocaleString("en-US")} rows could not be read and were left out.`] : []),
    `${Math.round(report.timingsMs.total)} ms, ${report.peakMemoryMb} MB`,
  ];
  return `${lines.join("\n")}\n`;
}
