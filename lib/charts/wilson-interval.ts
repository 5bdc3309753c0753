const z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share (Wilson 1927); undefined where nobody could have counted. */
export function wilsonInterval(counted: number, of: number): { low95: number; high95: number } | undefined {
  if (!(of > 0)) return undefined;
  const share = counted / of;
  const spread = z95 ** 2 / of;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z95 / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return { low95: Math.max(0, middle - half), high95: Math.min(1, middle + half) };
}
