const groups = [
  { x: 70, y: 46, spread: 26, segment: 0 },
  { x: 208, y: 40, spread: 22, segment: 1 },
  { x: 118, y: 112, spread: 24, segment: 2 },
  { x: 252, y: 118, spread: 20, segment: 3 },
];
const dotsPerGroup = 26;
/** Turns by the golden angle fill a disc evenly (Vogel 1979): the picture is the same on server and browser. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** A drawn map of four segments: decoration for the first visit, not data. */
export function SegmentsPicture() {
  return (
    <svg viewBox="0 0 320 160" aria-hidden className="w-full max-md:hidden">
      {[40, 80, 120].map((y) => <line key={y} x1={0} x2={320} y1={y} y2={y} className="stroke-line" />)}
      {groups.flatMap(({ x, y, spread, segment }) =>
        Array.from({ length: dotsPerGroup }, (_, i) => {
          const radius = spread * Math.sqrt((i + 0.5) / dotsPerGroup) * (1 + 0.35 * Math.sin(i * 5.7));
          const angle = i * goldenAngle + segment;
          return <circle key={`${segment}-${i}`} cx={(x + radius * 1.5 * Math.cos(angle)).toFixed(1)} cy={(y + radius * Math.sin(angle)).toFixed(1)} r={3} fill={`var(--segment-${segment})`} opacity={0.8} />;
        }),
      )}
    </svg>
  );
}
