/** Four tiles of a mosaic, the upper right one slightly loose. */
export function BrandMark({ className = "size-5" }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={className} aria-hidden>
      <rect x="0.5" y="1.5" width="8" height="8" rx="2" fill="var(--accent)" />
      <rect x="11.5" y="0" width="8" height="8" rx="2" fill="var(--accent)" opacity="0.45" />
      <rect x="0.5" y="11.5" width="8" height="8" rx="2" fill="var(--accent)" opacity="0.7" />
      <rect x="10.5" y="11.5" width="8" height="8" rx="2" fill="var(--accent)" />
    </svg>
  );
}
