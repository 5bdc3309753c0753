import { formatFixed } from "./format-quantity";

/** A share of the whole, 0–1, as percent with one decimal: 29.8 %. */
export function formatShare(shareRatio: number | null | undefined, decimals = 1): string {
  if (shareRatio === null || shareRatio === undefined || !Number.isFinite(shareRatio)) return "–";
  // A present but tiny share must not read as nothing.
  const smallest = 10 ** -decimals / 2;
  if (shareRatio > 0 && shareRatio * 100 < smallest) return `<${(10 ** -decimals).toFixed(decimals)} %`;
  return `${formatFixed(shareRatio * 100, decimals)} %`;
}
