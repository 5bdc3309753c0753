/** What a column of a file of events holds. */
export type EventColumn = "user" | "item" | "rating" | "timestamp" | "title" | "genres" | "tags" | "description" | "year";

/** Usual spellings, the surest first, in lower case without anything but letters and digits. */
const spellings: Record<EventColumn, readonly string[]> = {
  user: ["user", "userid", "users", "uid", "customerid", "customer", "viewerid", "viewer", "memberid", "member", "accountid", "account", "profileid", "profile", "listener", "playlistid", "playlist", "session", "sessionid", "basket", "basketid", "invoice", "invoiceno"],
  item: ["item", "itemid", "iid", "movieid", "movie", "filmid", "film", "productid", "product", "trackid", "track", "songid", "song", "contentid", "content", "showid", "show", "bookid", "book", "articleid", "article", "stockcode", "sku", "asin", "isbn", "id", "title"],
  rating: ["rating", "ratings", "stars", "score", "value", "weight", "plays", "playcount", "minutes", "watchminutes", "quantity", "count"],
  timestamp: ["timestamp", "time", "datetime", "date", "ts", "unixtime", "createdat", "ratedat", "watchedat", "playedat", "startedat", "at"],
  title: ["title", "name", "label", "itemname", "movietitle"],
  genres: ["genres", "genre", "categories", "category"],
  tags: ["tags", "tag", "keywords"],
  description: ["description", "overview", "plot", "summary"],
  year: ["year", "releaseyear", "released"],
};

/** Names that hold ratings; the other spellings of `rating` hold weights of what was done. */
const ratingWords = new Set(["rating", "ratings", "stars", "score"]);

/** The column that a spelling names, if one of them does: the surest spelling wins. */
export function findColumn(names: readonly string[], column: EventColumn): string | undefined {
  const plain = names.map((name) => name.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ""));
  for (const spelling of spellings[column]) {
    const at = plain.indexOf(spelling);
    if (at >= 0) return names[at];
  }
  return undefined;
}

/** Whether a column that holds values holds ratings, rather than weights. */
export function holdsRatings(name: string): boolean {
  return ratingWords.has(name.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ""));
}

/** Times as epoch milliseconds: plain numbers below 10¹¹ are seconds. */
export function toMilliseconds(times: Float64Array): Float64Array {
  let most = 0;
  for (const time of times) if (time > most) most = time;
  return most > 0 && most < 1e11 ? times.map((time) => time * 1000) : times;
}
