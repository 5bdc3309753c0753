/** Addresses of the recommenders' API. */
export const recommendersPath = "/api/v1/recommenders";

export function recommenderPath(id: string, part = ""): string {
  return `${recommendersPath}/${id}${part && `/${part}`}`;
}

/** A query string; empty and absent values are left out, lists become repeated names. */
export function queryOf(values: Record<string, string | number | boolean | readonly string[] | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === "") continue;
    if (Array.isArray(value)) value.forEach((each) => query.append(name, each));
    else query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : "";
}

export const recommenderKey = (id: string) => ["recommender", id] as const;
