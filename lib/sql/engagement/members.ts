import type { EventIndex } from "../../warehouse/event-index";
import { keySql } from "../../warehouse/key-sql";
import { parquetTable, quoteIdentifier } from "../../warehouse/quote-sql";
import type { Bindings, Members } from "./scope";

/** The people of some segments: the rows of a run on a profiles dataset, and the column that names the person. */
export interface SegmentMembers {
  profilesPath: string;
  keyColumn: string;
  assignmentsPath: string;
  segments: number[];
}

/** A select of the codes of users who are in any of the segments. A key that the events don't know has no code. */
export function segmentMembers(index: EventIndex, members: SegmentMembers): Members {
  const bindings: Bindings = Object.fromEntries(members.segments.map((segment, at) => [`segment_${at}`, segment]));
  const list = Object.keys(bindings).map((name) => `$${name}`).join(", ");
  return {
    sql: `SELECT u.code FROM ${parquetTable(members.assignmentsPath)} a
      JOIN ${parquetTable(members.profilesPath)} p ON p.row_id = a.row_id
      JOIN ${parquetTable(index.users)} u ON u.key = ${keySql(`p.${quoteIdentifier(members.keyColumn)}`)} WHERE a.segment IN (${list})`,
    bindings,
    files: [members.assignmentsPath, members.profilesPath],
  };
}
