import type { Granularity } from "../../schemas/engagement";
import type { EventIndex } from "../../warehouse/event-index";
import { daySql, localSlotSql, type ZoneOffset } from "../../warehouse/local-time";
import type { Binding } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";

export type Bindings = Record<string, Binding>;

/** A piece of SQL with the values it binds by name. */
export interface Fragment {
  sql: string;
  bindings: Bindings;
}

/** A select of `code`: the users of a filter. */
export interface Members extends Fragment {
  /** The files that say who they are: as long as none of them changes, the users are remembered. */
  files?: string[];
}

/** Which events a question is about, and how time is read in it. Days are counted from 1970-01-01 in the asked zone. */
export interface Scope {
  index: EventIndex;
  offsets: ZoneOffset[];
  granularity: Granularity;
  /** First and last local day of the data. */
  dataFirstDay: number;
  dataLastDay: number;
  /** First and last day asked for, both included. */
  fromDay: number;
  toDay: number;
  /** Only these users. */
  members?: Members;
  categories?: string[];
  items?: string[];
  /** Only events with one of these values in each of these place columns. */
  places?: { place: number; values: string[] }[];
  /** Names of the place columns, in the order of the index. */
  placeNames: string[];
  /** The data's last quarter of an hour, as the zone reads it. */
  dataLastLocalSlot: number;
  has: { user: boolean; item: boolean; category: boolean; minutes: boolean; rating: boolean };
}

/** All events of some users, as one user's history reads them: user, at_ms, day, item, cell, minutes, rating. */
export function eventsOfMembers({ index, offsets, members }: Pick<Scope, "index" | "offsets"> & { members: Fragment }): Fragment {
  return {
    sql: `SELECT user, at_ms, ${daySql(localSlotSql("slot", offsets))} AS day, item, cell, minutes, rating FROM ${parquetTable(index.events)} WHERE user IN (${members.sql})`,
    bindings: members.bindings,
  };
}

/** SQL of a day number as YYYY-MM-DD. */
export function dayText(day: string): string {
  return `strftime(DATE '1970-01-01' + (${day})::INTEGER, '%Y-%m-%d')`;
}
