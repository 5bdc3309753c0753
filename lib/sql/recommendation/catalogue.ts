import { z } from "zod";
import { keySql } from "../../warehouse/key-sql";
import { query } from "../../warehouse/query";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";

/** Which columns of a dataset of items say what. */
export interface CatalogueColumns {
  parquetPath: string;
  key: string;
  title?: string;
  genres?: string;
  year?: string;
  people: string[];
  tags?: string;
  description?: string;
  picture?: string;
  /** Further measures, such as a length or a price. */
  numeric: string[];
}

const text = z.string().nullable();
const rowSchema = z.object({
  id: z.string(), title: text, genres: text, year: text, tags: text, description: text, picture: text, people: z.array(z.string().nullable()), numeric: z.array(z.number().nullable()),
});
export type CatalogueRow = z.infer<typeof rowSchema>;

/** The items of a catalogue as it tells of them; of repeated keys the first row counts. */
export async function catalogueRows(columns: CatalogueColumns): Promise<CatalogueRow[]> {
  const asText = (name: string | undefined) => (name === undefined ? "NULL::VARCHAR" : `${quoteIdentifier(name)}::VARCHAR`);
  const list = (names: string[], type: "VARCHAR" | "DOUBLE") => `[${names.map((name) => `${quoteIdentifier(name)}::${type}`).join(", ")}]::${type}[]`;
  return query(
    `SELECT ${keySql(quoteIdentifier(columns.key))} AS id, ${asText(columns.title)} AS title, ${asText(columns.genres)} AS genres,
       ${asText(columns.year)} AS year, ${asText(columns.tags)} AS tags, ${asText(columns.description)} AS description, ${asText(columns.picture)} AS picture,
       ${list(columns.people, "VARCHAR")} AS people, ${list(columns.numeric, "DOUBLE")} AS numeric
     FROM ${parquetTable(columns.parquetPath)} WHERE ${quoteIdentifier(columns.key)} IS NOT NULL
     QUALIFY row_number() OVER (PARTITION BY id ORDER BY row_id) = 1 ORDER BY row_id`,
    [],
    rowSchema,
  );
}
