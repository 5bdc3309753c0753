import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { activeUsers } from "@/lib/engagement/active-users";
import { activity } from "@/lib/engagement/activity";
import { categories } from "@/lib/engagement/categories";
import { categorySums } from "@/lib/engagement/category-change";
import { categoryEffects } from "@/lib/engagement/category-effects";
import { categoryTrend } from "@/lib/engagement/category-trend";
import { durationSample } from "@/lib/engagement/duration-sample";
import { durations } from "@/lib/engagement/durations";
import { lifecycle } from "@/lib/engagement/lifecycle";
import { segmentMembers } from "@/lib/sql/engagement/members";
import { peakTimes } from "@/lib/engagement/peak-times";
import { places } from "@/lib/engagement/places";
import { ratings } from "@/lib/engagement/ratings";
import { retention } from "@/lib/engagement/retention";
import type { Scope } from "@/lib/sql/engagement/scope";
import { sessions, sessionSummary } from "@/lib/engagement/sessions";
import { summary } from "@/lib/engagement/summary";
import { topItems } from "@/lib/engagement/top-items";
import { users } from "@/lib/engagement/users";
import { buildEventIndex, eventIndexFiles } from "@/lib/warehouse/event-index";
import { ingestFile } from "@/lib/warehouse/ingest-file";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { slotsPerDay, zoneOffsets } from "@/lib/warehouse/local-time";
import { openEvents } from "@/lib/engagement/open-events";
import { median } from "./bench-case";
import { writeEventFiles, type EventFiles } from "./engagement-data";
import { plainMs } from "./engagement-plain";
import { runPeer } from "./peer";

export interface ChartTiming {
  chart: string;
  coldMs: number;
  cpuMs: number;
  segmentMs: number;
  /** DuckDB over the stored rows without anything prepared. */
  plainMs?: number;
  pandasMs?: number;
}

export interface EngagementReport {
  events: number;
  ingestSeconds: number;
  readCsvSeconds?: number;
  /** Building the index, once for a version, and reading it into memory, once for a process. */
  prepareMs: { index: number; open: number };
  storedMb: { rows: number; index: number };
  charts: ChartTiming[];
  dashboardMs: number;
  clickersP95Ms: number;
}

const gapMinutes = 30;
const rounds = 3;

type Asker = (scope: Scope) => Promise<unknown>;

/** Every chart of a dashboard, with the granularity that it opens with. */
const charts: Record<string, Asker> = {
  summary: (scope) => summary(scope),
  activity: (scope) => activity({ ...scope, granularity: "day" }),
  "active-users": (scope) => activeUsers(scope),
  "peak-times": (scope) => peakTimes(scope),
  categories: (scope) => categories(scope),
  "category-trend": (scope) => categoryTrend(scope, 8),
  "category-change": (scope) => categorySums({ ...scope, fromDay: scope.toDay - 29 }),
  "top-items": (scope) => topItems(scope, 50),
  durations: (scope) => durations(scope),
  "duration-effects": async (scope) => categoryEffects(await durationSample(scope), scope.has.user),
  ratings: (scope) => ratings(scope),
  sessions: (scope) => sessions(scope, gapMinutes),
  "session-summary": (scope) => sessionSummary(scope, gapMinutes),
  "retention by month": (scope) => retention(scope, "nth"),
  "retention by week": (scope) => retention({ ...scope, granularity: "week" }, "nth"),
  lifecycle: (scope) => lifecycle(scope),
  users: (scope) => users(scope, 100),
  places: (scope) => places(scope, 20),
};

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const used = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (used.user + used.system) / 1000 };
}

const median3 = async (work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> => {
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
};

interface Prepared {
  scope: Scope;
  prepareMs: EngagementReport["prepareMs"];
  indexMb: number;
}

async function prepareEvents(files: EventFiles, folder: string): Promise<Prepared> {
  const columns = {
    parquetPath: files.rowsPath, time: { name: "at", kind: "timestamp" as const }, user: "user_id", item: "item_id",
    duration: { name: "minutes", minutesPerUnit: 1 }, rating: "rating", places: ["device", "country"],
  };
  const catalogue = { parquetPath: files.itemsPath, key: "item_id", label: "title", category: "genres" };
  const built = await timedResult(() => buildEventIndex(columns, catalogue, folder));
  const index = eventIndexFiles(folder);
  const { firstSlot, lastSlot } = built.result;
  const offsets = zoneOffsets("Europe/Kyiv", firstSlot, lastSlot);
  const opened = await timed(() => openEvents(index));
  const dayOf = (slot: number): number => Math.floor((slot + (offsets[0]?.offsetSlots ?? 0)) / slotsPerDay);
  const [dataFirstDay, dataLastDay] = [dayOf(firstSlot), dayOf(lastSlot)];
  const scope: Scope = {
    index, offsets, granularity: "month", dataFirstDay, dataLastDay, fromDay: dataFirstDay, toDay: dataLastDay,
    dataLastLocalSlot: lastSlot + (offsets.at(-1)?.offsetSlots ?? 0), placeNames: columns.places, has: { user: true, item: true, category: true, minutes: true, rating: true },
  };
  const indexMb = folderBytes(folder) / 1024 ** 2;
  return { scope, prepareMs: { index: built.ms, open: opened.ms }, indexMb };
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(path.join(entry.parentPath, entry.name)).size : 0), 0);
}

async function timedResult<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

/** Ten people who ask one chart after another, each in another order; the 95th percentile of all their waits. */
async function clickers(scope: Scope): Promise<number> {
  const waits: number[] = [];
  const asks = Object.values(charts);
  await Promise.all(
    Array.from({ length: 10 }, async (_, person) => {
      for (let click = 0; click < 6; click++) waits.push((await timed(() => asks[(person * 5 + click * 7) % asks.length]!(scope))).ms);
    }),
  );
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)] ?? 0;
}

interface PandasAnswer {
  seconds: number;
  charts: Record<string, number>;
}

async function askPandas(python: string | undefined, files: EventFiles): Promise<PandasAnswer | undefined> {
  if (python === undefined) return undefined;
  const answer = await runPeer(python, "engagement", { csv: files.csvPath, genres: files.genresCsvPath });
  return answer as unknown as PandasAnswer;
}

/** The file as an upload would be read: types found out, every column profiled, stored as Parquet. */
async function ingestSeconds(files: EventFiles, folder: string): Promise<number> {
  const { ms } = await timed(() => ingestFile({ sourcePath: files.csvPath, fileName: "events.csv", targetPath: path.join(folder, "ingested.parquet"), rejectsPath: path.join(folder, "rejects.parquet"), options: {}, tempFolder: folder }));
  return ms / 1000;
}

/** Builds a year of events and asks every chart of them, cold: no answer is remembered here. */
export async function measureEngagement(folder: string, events: number, python: string | undefined, report: (text: string) => void): Promise<EngagementReport> {
  report(`engagement, ${events.toLocaleString("en")} events …`);
  mkdirSync(folder, { recursive: true });
  const files = await writeEventFiles(folder, events);
  const { scope, prepareMs, indexMb } = await prepareEvents(files, path.join(folder, `index-${events}`));
  report(`prepared: ${JSON.stringify(prepareMs)}`);
  const members = segmentMembers(scope.index, { profilesPath: files.profilesPath, keyColumn: "user_id", assignmentsPath: files.assignmentsPath, segments: [1] });
  const timings: ChartTiming[] = [];
  for (const [chart, ask] of Object.entries(charts)) {
    const all = await median3(() => ask(scope));
    const segment = await median3(() => ask({ ...scope, members }));
    timings.push({ chart, coldMs: all.ms, cpuMs: all.cpuMs, segmentMs: segment.ms, plainMs: await plainMs(chart, files) });
    report(`  ${chart}: ${all.ms.toFixed(0)} ms (CPU ${all.cpuMs.toFixed(0)}), under a segment ${segment.ms.toFixed(0)} ms`);
  }
  const dashboard = await timed(() => Promise.all(Object.values(charts).map((ask) => ask(scope))));
  const clickersP95Ms = await clickers(scope);
  report("  reading the file …");
  const ingested = await ingestSeconds(files, folder);
  await closeWarehouse();
  const pandas = await askPandas(python, files);
  return {
    events, prepareMs, storedMb: { rows: statSync(files.rowsPath).size / 1024 ** 2, index: indexMb }, ingestSeconds: ingested, readCsvSeconds: pandas?.seconds,
    charts: timings.map((timing) => ({ ...timing, pandasMs: pandas?.charts[timing.chart] })), dashboardMs: dashboard.ms, clickersP95Ms,
  };
}
