/** A drawn tile stands for a title without a picture: the same title always has the same one. */
export interface TileArt {
  /** CSS colours; white text is readable on `ground` (4.5:1), whatever the theme. */
  ground: string;
  light: string;
  bright: string;
  /** Path data in a box of 4 × 6 cells of 30 units: quiet shapes, and the few that stand out. */
  quietPath: string;
  brightPath: string;
}

const CELL = 30;
const COLUMNS = 4;
const ROWS = 6;

/** Hue in degrees and chroma by genre; a genre that is not here takes a hue from its name. */
const genreHues: Readonly<Record<string, readonly [number, number]>> = {
  action: [28, 0.11], adventure: [150, 0.08], animation: [55, 0.11], children: [85, 0.09], comedy: [75, 0.1], crime: [270, 0.05], documentary: [215, 0.04], drama: [255, 0.09],
  fantasy: [305, 0.11], "film-noir": [250, 0.015], horror: [18, 0.13], musical: [335, 0.11], mystery: [285, 0.08], romance: [2, 0.11], "sci-fi": [195, 0.08], thriller: [235, 0.07], war: [115, 0.05], western: [50, 0.07],
};

/** Colours from the first genre, shapes from the title. */
export function prepareTile(title: string, genres: readonly string[]): TileArt {
  const next = numbersOf(title);
  const [hue, chroma] = hueOf(genres[0] ?? title);
  const turn = (next() - 0.5) * 24;
  const tone = (lightness: number, strength: number, shift = 0) => `oklch(${lightness} ${round(chroma * strength)} ${round((hue + turn + shift + 360) % 360)})`;
  const quiet: string[] = [];
  const bright: string[] = [];
  // The lower third stays calm: the title is written there.
  for (let i = 0; i < ROWS - 2; i += 1) {
    for (let j = 0; j < COLUMNS; j += 1) {
      const kind = Math.floor(next() * 7);
      const target = next() < 0.2 ? bright : quiet;
      const shape = shapeOf(kind, j * CELL, i * CELL);
      if (shape) target.push(shape);
    }
  }
  return { ground: tone(0.34, 1), light: tone(0.44, 1.05), bright: tone(0.68, 1.15, 18), quietPath: quiet.join(""), brightPath: bright.join("") };
}

/** A tessera: a square, a quarter of a disc, a triangle, a disc; or a gap. */
function shapeOf(kind: number, x: number, y: number): string | undefined {
  const [right, bottom] = [x + CELL, y + CELL];
  switch (kind) {
    case 0: return `M${x} ${y}H${right}V${bottom}H${x}Z`;
    case 1: return `M${x} ${y}H${right}A${CELL} ${CELL} 0 0 1 ${x} ${bottom}Z`;
    case 2: return `M${right} ${y}V${bottom}A${CELL} ${CELL} 0 0 1 ${x} ${y}Z`;
    case 3: return `M${x} ${bottom}V${y}A${CELL} ${CELL} 0 0 1 ${right} ${bottom}Z`;
    case 4: return `M${x} ${bottom}L${right} ${y}V${bottom}Z`;
    case 5: return `M${x + CELL / 2} ${y}A${CELL / 2} ${CELL / 2} 0 0 1 ${x + CELL / 2} ${bottom}A${CELL / 2} ${CELL / 2} 0 0 1 ${x + CELL / 2} ${y}Z`;
    default: return undefined;
  }
}

function hueOf(genre: string): readonly [number, number] {
  const known = genreHues[genre.toLowerCase()];
  if (known) return known;
  return [Math.floor(numbersOf(genre.toLowerCase())() * 360), 0.08];
}

/** Numbers in [0, 1) that depend on the text alone (FNV-1a, then mulberry32). */
function numbersOf(text: string): () => number {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0)!, 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A title as it is written on a tile: `Matrix, The (1999)` → The Matrix; the year is shown elsewhere. */
export function tileTitle(label: string): string {
  const bare = label.replace(/\s*\(\d{4}\)\s*$/u, "").trim();
  const inverted = /^(.*), (The|A|An|Le|La|Les|L'|Der|Die|Das|El|Il)(\s\(.*\))?$/u.exec(bare);
  if (!inverted) return bare || label;
  const [, name, article = "", rest = ""] = inverted;
  return `${article}${article.endsWith("'") ? "" : " "}${name}${rest}`;
}
