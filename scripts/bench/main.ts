import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { median, type BenchCase, type BenchLine } from "./bench-case";
import { measureEngagement, type EngagementReport } from "./engagement";
import { fileCase } from "./file-case";
import { growthStep, measureFileGrowth, measureGrowth, type GrowthLine } from "./growth";
import { kernelCases } from "./kernel-cases";
import { easeCase } from "./recommender-cases";
import { findPeer, isInstalled, openScratch, runOptionalPeer, runPeer, type PeerAnswer } from "./peer";
import { benchTable, engagementTable, growthTable, ratingTable, serviceText } from "./print-table";
import { measureRatings, measureService, type RatingLine, type ServiceReport } from "./recommenders";

const cases: BenchCase[] = [...kernelCases, fileCase, easeCase];
const GROWTH = ["growth", "growth-file"];
/** Events by the name of the benchmark. */
const ENGAGEMENT: Record<string, number> = { "engagement-1m": 1_000_000, engagement: 10_000_000 };
const RECOMMENDERS = ["ratings-100k", "recommenders"];
const USAGE = `npm run bench -- [--only NAME[,NAME…]] [--json FILE]\n  names: ${[...cases.map(({ name }) => name), ...GROWTH, ...Object.keys(ENGAGEMENT), ...RECOMMENDERS].join(", ")} (growth-file only when named)`;

const report = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ours and theirs in turn, on the same data, in the same minutes: only the ratio means anything on a shared machine. */
async function measure(one: BenchCase, folder: string, python: string | undefined): Promise<BenchLine[]> {
  report(`${one.name} …`);
  const { ours, peer, others = [], compare } = await one.prepare(folder);
  const ourSeconds: number[] = [];
  const theirSeconds: number[] = [];
  let ourFigures: Record<string, number> = {};
  let theirFigures: Record<string, number> | undefined;
  for (let round = 0; round < one.rounds; round++) {
    const started = performance.now();
    ourFigures = (await ours()).figures;
    ourSeconds.push((performance.now() - started) / 1000);
    if (python === undefined || round >= one.peerRounds) continue;
    const answer = await runPeer(python, peer.script, peer.parameters);
    theirSeconds.push(answer.seconds);
    theirFigures = figuresOf(answer);
  }
  const line: BenchLine = { name: one.name, ourSeconds: median(ourSeconds), goal: one.goal, quality: compare(ourFigures, theirFigures) };
  const lines = [theirSeconds.length === 0 ? line : withPeer(line, median(theirSeconds))];
  for (const other of others.filter(({ peer: name }) => isInstalled(name))) {
    report(`${one.name}, ${other.peer} …`);
    const answer = await runOptionalPeer(other.peer, peer.parameters);
    lines.push(withPeer({ ...line, name: `${one.name}, ${other.peer}`, goal: other.goal, quality: compare(ourFigures, figuresOf(answer)) }, answer.seconds));
  }
  return lines;
}

function withPeer(line: BenchLine, theirSeconds: number): BenchLine {
  return { ...line, theirSeconds, ratio: theirSeconds / line.ourSeconds };
}

function figuresOf(answer: PeerAnswer): Record<string, number> {
  return Object.fromEntries(Object.entries(answer).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" }, help: { type: "boolean" }, "growth-step": { type: "string" } } });
  if (values["growth-step"] !== undefined) return growthStep(Number(values["growth-step"]));
  const wanted = values.only?.split(",");
  const unknown = wanted?.find((name) => ![...GROWTH, ...RECOMMENDERS].includes(name) && !(name in ENGAGEMENT) && !cases.some((one) => one.name === name));
  if (values.help || unknown !== undefined) {
    process.stderr.write(`${unknown === undefined ? "" : `There is no benchmark "${unknown}".\n`}${USAGE}\n`);
    process.exitCode = unknown === undefined ? 0 : 2;
    return;
  }
  const peer = findPeer();
  const machine = { cores: availableParallelism(), memoryGb: Math.round(totalmem() / 1024 ** 3), node: process.version, scikitLearn: peer?.version ?? null };
  report(peer ? `Against scikit-learn ${peer.version}, in turn.` : "No python3 with scikit-learn here: ours alone.");
  const scratch = openScratch();
  const lines: BenchLine[] = [];
  const growth: GrowthLine[] = [];
  const engagement: EngagementReport[] = [];
  const recommenders: { ratings?: RatingLine[]; service?: ServiceReport } = {};
  try {
    for (const one of cases) if (!wanted || wanted.includes(one.name)) lines.push(...(await measure(one, scratch.folder, peer?.python)));
    if (!wanted || wanted.includes("growth")) growth.push(...(await measureGrowth(report)));
    if (wanted?.includes("growth-file")) growth.push(...(await measureFileGrowth(scratch.folder, report)));
    if (!wanted || wanted.includes("ratings-100k")) recommenders.ratings = await measureRatings(scratch.folder, report);
    if (!wanted || wanted.includes("recommenders")) recommenders.service = await measureService(report);
    for (const [name, events] of Object.entries(ENGAGEMENT)) {
      if (!wanted || wanted.includes(name)) engagement.push(await measureEngagement(path.join(scratch.folder, name), events, peer?.python, report));
    }
  } finally {
    scratch.remove();
  }
  if (lines.length > 0) process.stdout.write(`${benchTable(lines)}\n`);
  if (growth.length > 0) process.stdout.write(`\n${growthTable(growth)}\n`);
  for (const one of engagement) process.stdout.write(`\n${engagementTable(one)}\n`);
  if (recommenders.ratings) process.stdout.write(`\n${ratingTable(recommenders.ratings)}\n`);
  if (recommenders.service) process.stdout.write(`\n${serviceText(recommenders.service)}\n`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, lines, growth, engagement, recommenders }, null, 2)}\n`);
}

await main();
