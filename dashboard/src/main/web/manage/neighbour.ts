import type { Point } from '../live/shapes';

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

// Straying from the direction costs more than distance, so that arrows follow rows and columns.
const STRAY_COST = 2.5;

// The desk to which a key leads; undefined when there is none or the key means nothing here.
export function neighbour(places: ReadonlyMap<string, Point>, from: string, key: string): string | undefined {
  const ids = [...places.keys()];
  if (key === 'Home') {
    return ids[0];
  }
  if (key === 'End') {
    return ids.at(-1);
  }
  const direction = DIRECTIONS[key];
  const here = places.get(from);
  return direction === undefined || here === undefined ? undefined : nearest(places, from, here, direction);
}

function nearest(places: ReadonlyMap<string, Point>, from: string, here: Point, [dx, dy]: Point): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const [id, [x, y]] of places) {
    const along = (x - here[0]) * dx + (y - here[1]) * dy;
    const aside = Math.abs((x - here[0]) * dy) + Math.abs((y - here[1]) * dx);
    const cost = along + STRAY_COST * aside;
    if (id !== from && along > 0.01 && cost < least) {
      best = id;
      least = cost;
    }
  }
  return best;
}
