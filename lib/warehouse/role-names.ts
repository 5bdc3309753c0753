/** Words in column names that tell what a column is. Names are split into words first: `userId` → user, id. */
export const roleNames = {
  /** Endings that make a name the key of something. */
  key: ["id", "ids", "key", "uuid", "guid", "no", "nr", "num", "number", "code", "pk", "sku", "ean", "hash"],
  user: ["user", "customer", "client", "member", "subscriber", "viewer", "account", "patient", "player", "visitor", "person", "profile", "household", "student", "guest", "buyer", "shopper", "cust", "uid", "listener", "employee", "contact"],
  item: ["item", "product", "movie", "film", "article", "sku", "stock", "track", "song", "video", "show", "episode", "content", "book", "dish", "recipe", "course", "asin", "isbn", "ean", "series", "game", "album", "media", "programme", "program"],
  label: ["name", "title", "label", "username", "fullname", "description", "email", "mail", "headline", "caption"],
  time: ["time", "timestamp", "date", "datetime", "ts", "at", "on", "created", "epoch", "when", "started", "unixtime", "day"],
  birth: ["birth", "birthday", "dob", "born", "birthdate"],
  /** What a person has one of: a date or an item of theirs, and what they are like. No part of what somebody did. */
  personsOwn: ["first", "last", "latest", "recent", "favourite", "favorite", "preferred", "top", "signup", "sign", "signed", "registered", "registration", "joined", "since", "membership", "renewal", "expires", "expiry", "updated", "modified"],
  personsTraits: ["age", "gender", "sex", "birth", "birthday", "dob", "born", "birthdate", "income", "occupation"],
  category: ["genre", "genres", "category", "categories", "type", "kind", "class", "group", "country", "city", "region", "state", "gender", "sex", "channel", "device", "platform", "language", "status", "segment", "plan", "tier", "colour", "color", "cluster", "zone", "district", "brand", "department", "tag", "tags", "os", "browser", "source", "species", "cuisine", "nationality", "label"],
  genre: ["genre", "genres", "category", "categories"],
  duration: ["duration", "minutes", "minute", "mins", "seconds", "secs", "hours", "watched", "watchtime", "runtime", "elapsed", "playtime", "dwell"],
  durationPairs: [["watch", "time"], ["play", "time"], ["session", "length"], ["time", "spent"], ["listening", "time"]],
  rating: ["rating", "ratings", "stars", "score", "review", "grade"],
  amount: ["amount", "price", "revenue", "spend", "spent", "total", "cost", "sales", "payment", "paid", "value", "turnover", "gmv"],
  personal: ["phone", "telephone", "mobile", "fax", "zip", "postcode", "postal", "iban", "ssn", "url", "link", "image", "address"],
} as const satisfies Record<string, readonly string[] | readonly (readonly string[])[]>;

/** A column's name as lower-case words. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== "");
}

export function hasWord(words: readonly string[], list: readonly string[]): boolean {
  return words.some((word) => list.includes(word));
}
