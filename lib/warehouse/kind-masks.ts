/** Bits of one BIGINT that are used. */
export const bitsPerMask = 56;

/** How many masks that many kinds need. */
export function masksFor(count: number): number {
  return Math.max(1, Math.ceil(count / bitsPerMask));
}

/**
 * Aggregates that gather a column's kinds (0 … count − 1, −1 for none) as bits: NAME_0, NAME_1 … Grouped by user once, they
 * hold which kinds each user has; counting users distinct within every kind would group by user and kind, which is many
 * times as many groups.
 */
export function kindMasks(kind: string, count: number, name = "mask"): string[] {
  return Array.from({ length: masksFor(count) }, (_, mask) => {
    const first = mask * bitsPerMask;
    return `coalesce(bit_or(CASE WHEN ${kind} >= ${first} AND ${kind} < ${first + bitsPerMask} THEN 1::BIGINT << (${kind} - ${first}) END), 0) AS ${name}_${mask}`;
  });
}

/** Aggregate: in how many rows a bit of a mask is set. */
export function countBit(mask: string, bit: number): string {
  return `count_if((${mask} & ${2n ** BigInt(bit)}) <> 0)`;
}

/** SQL of `kind, n` from rows of NAME_0, NAME_1 …: in how many rows bit b of mask m is set, for kind m · 56 + b. */
export function countPerBit(rows: string, count: number, name = "mask"): string {
  const sums = Array.from({ length: Math.max(1, count) }, (_, kind) => countBit(`${name}_${Math.floor(kind / bitsPerMask)}`, kind % bitsPerMask));
  return `SELECT unnest(range(${sums.length})) AS kind, unnest([${sums.join(", ")}])::BIGINT AS n FROM (${rows})`;
}

/** SQL of `kind, n`: how many known users have anything of each kind. `rows` selects user and kind. */
export function usersPerKind(rows: string, count: number): string {
  return countPerBit(`SELECT user, ${kindMasks("kind", count).join(", ")} FROM (${rows}) WHERE user >= 0 GROUP BY 1`, count);
}
