export interface NamedPoint {
  x: number;
  y: number;
  name: string;
}

export interface PlacedName {
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
  name: string;
}

const characterPx = 5.9;
const linePx = 12;
const awayPx = 7;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Names beside their points, in px: right, left, above or below, whichever is free and within the plot; a name that
 * finds no room is left to the tooltip and the table. Points are taken in their order.
 */
export function placePointNames(points: NamedPoint[], area: { width: number; height: number }): PlacedName[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  return points.flatMap(({ x, y, name }, at) => {
    const width = name.length * characterPx;
    const places: PlacedName[] = [
      { x: x + awayPx, y: y + 4, anchor: "start", name },
      { x: x - awayPx, y: y + 4, anchor: "end", name },
      { x, y: y - awayPx, anchor: "middle", name },
      { x, y: y + awayPx + 9, anchor: "middle", name },
    ];
    const free = places.find((place) => {
      const box = boxOf(place, width);
      return box.left >= 0 && box.right <= area.width && box.top >= 0 && box.bottom <= area.height && taken.every((other, owner) => owner === at || !overlaps(box, other));
    });
    if (!free) return [];
    taken.push(boxOf(free, width));
    return [free];
  });
}

function boxOf({ x, y, anchor }: PlacedName, width: number): Box {
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - linePx + 2, bottom: y + 2 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
