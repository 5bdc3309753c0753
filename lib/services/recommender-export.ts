import { env } from "../env";
import { AppError } from "../errors";
import { recommendAll } from "../recommendation/recommend-all";
import type { RecommenderExportQuery } from "../schemas/recommendation";
import { streamTable, type TableColumn } from "../warehouse/stream-table";
import type { RowCell } from "../warehouse/write-rows";
import type { Download } from "./download";
import { alike } from "./recommender-recommend";
import { recommenderSegments } from "./recommender-segments";
import { openServing, type Serving } from "./recommender-serving";
import { catalogueItem } from "./recommender-suggestions";

interface Table {
  columns: TableColumn[];
  rows: AsyncIterable<RowCell[]> | Iterable<RowCell[]>;
}

/** The best `k` of every user, what to promote to each segment, or the titles most like each title, streamed. */
export async function exportRecommender(recommenderId: string, { what, format, k }: RecommenderExportQuery): Promise<Download> {
  const serving = await openServing(recommenderId);
  const table = what === "users" ? usersTable(serving, k) : what === "similar" ? similarTable(serving, k) : await segmentsTable(recommenderId, k);
  const names = { users: "for every user", similar: "similar titles", segments: "per segment" } as const;
  return { stream: streamTable(format, table.columns, table.rows), name: `${serving.name} - ${names[what]}`, format };
}

const text = (name: string): TableColumn => ({ name, type: "text" });
const integer = (name: string): TableColumn => ({ name, type: "integer" });
const decimal = (name: string): TableColumn => ({ name, type: "decimal" });

function usersTable(serving: Serving, k: number): Table {
  const { model } = serving;
  const labels = model.itemIds.map((item) => catalogueItem(serving, item).label);
  const withSegments = serving.segmentNames.size > 0;
  async function* rows(): AsyncGenerator<RowCell[]> {
    const all = await recommendAll(model, k, { threads: env().COMPUTE_THREADS });
    for (let user = 0; user < all.users; user++) {
      const segment = withSegments ? [serving.segmentNames.get(model.segments?.[user] ?? -1) ?? null] : [];
      for (let rank = 0; rank < k; rank++) {
        const item = all.items[user * k + rank]!;
        if (item >= 0) yield [model.userIds[user]!, ...segment, rank + 1, model.itemIds[item]!, labels[item]!, all.scores[user * k + rank]!];
      }
    }
  }
  return { columns: [text("user"), ...(withSegments ? [text("segment")] : []), integer("rank"), text("item"), text("title"), decimal("score")], rows: rows() };
}

/** The longest that others wait for their turn. */
const turnMs = 20;

async function* breathing<Row>(rows: Iterable<Row>): AsyncGenerator<Row> {
  let since = performance.now();
  for (const row of rows) {
    yield row;
    if (performance.now() - since < turnMs) continue;
    await new Promise(setImmediate);
    since = performance.now();
  }
}

function similarTable(serving: Serving, k: number): Table {
  const { itemIds } = serving.model;
  function* rows(): Generator<RowCell[]> {
    for (const [item, key] of itemIds.entries()) {
      const { label } = catalogueItem(serving, key);
      for (const [at, { item: other, score }] of alike(serving, item, k).entries()) yield [key, label, at + 1, itemIds[other]!, catalogueItem(serving, itemIds[other]!).label, score];
    }
  }
  return { columns: [text("item"), text("title"), integer("rank"), text("similar_item"), text("similar_title"), decimal("score")], rows: breathing(rows()) };
}

async function segmentsTable(recommenderId: string, k: number): Promise<Table> {
  const { segments, notices } = await recommenderSegments(recommenderId);
  if (segments.length === 0) throw new AppError("recommender_not_ready", notices[0] ?? "This version knows no segments.");
  const rows = segments.flatMap(({ segment, name, lifted }) => lifted.slice(0, k).map((title, at): RowCell[] => [segment, name, at + 1, title.item, title.label, title.users, title.shareRatio, title.overallShareRatio, title.lift, title.low95, title.high95]));
  return {
    columns: [integer("segment"), text("segment_name"), integer("rank"), text("item"), text("title"), integer("users"), decimal("share_ratio"), decimal("overall_share_ratio"), decimal("lift"), decimal("lift_low95"), decimal("lift_high95")],
    rows,
  };
}
