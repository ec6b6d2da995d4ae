import type { Desk, Point, Site, Zone } from '../live/shapes';

// Where things are drawn, in metres.
export interface Layout {
  readonly width: number;
  readonly height: number;
  // Metres to which a desk of size 1 is scaled, so that neighbours never touch.
  readonly scale: number;
  readonly places: ReadonlyMap<string, Point>;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const ROW_SPACING = 2;
const COLUMN_SPACING = 2.2;
const MARGIN = 1.2;
const LEAST_WIDTH = 12;
// A desk of size 1 with its chair needs so many metres to its nearest neighbour.
const ROOM_NEEDED = 1.75;

export function layoutOf(site: Site): Layout {
  const points = site.zones.flatMap((zone) => zone.outline).concat(site.desks.flatMap((desk) => (desk.at === null ? [] : [desk.at])));
  const width = site.plan?.width ?? Math.max(LEAST_WIDTH, ...points.map(([x]) => x + MARGIN));
  const placedHeight = site.plan?.height ?? Math.max(0, ...points.map(([, y]) => y + MARGIN));
  const unplaced = site.desks.filter((desk) => desk.at === null);
  const rows = inRows(unplaced, width, placedHeight);
  const places = new Map(site.desks.map((desk) => [desk.desk, desk.at ?? rows.get(desk.desk) ?? ([0, 0] as const)]));
  const lowest = Math.max(placedHeight, ...[...rows.values()].map(([, y]) => y + MARGIN));
  return { width, height: Math.max(lowest, MARGIN), scale: scaleOf([...places.values()]), places };
}

// Desks that nobody placed stand in rows below the plan.
function inRows(desks: readonly Desk[], width: number, top: number): ReadonlyMap<string, Point> {
  const columns = Math.max(1, Math.floor((width - MARGIN) / COLUMN_SPACING));
  return new Map(
    desks.map((desk, index) => {
      const x = MARGIN + (index % columns) * COLUMN_SPACING;
      const y = top + MARGIN + Math.floor(index / columns) * ROW_SPACING;
      return [desk.desk, [x, y] as const];
    }),
  );
}

function scaleOf(points: readonly Point[]): number {
  let nearest = Infinity;
  points.forEach(([x, y], index) => {
    for (const [otherX, otherY] of points.slice(index + 1)) {
      nearest = Math.min(nearest, Math.max(Math.abs(x - otherX), Math.abs(y - otherY)));
    }
  });
  return Math.min(1.15, Math.max(0.4, nearest / ROOM_NEEDED));
}

export function boxOf(zone: Zone): Box | undefined {
  if (zone.outline.length < 3) {
    return undefined;
  }
  const xs = zone.outline.map(([x]) => x);
  const ys = zone.outline.map(([, y]) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

// The wall nearest to a point: whether it runs across the screen, so that a door can be drawn in it.
export function isOnLevelWall(site: Site, [x, y]: Point): boolean {
  let nearest = Infinity;
  let level = true;
  for (const { outline } of site.zones) {
    outline.forEach((from, index) => {
      const to = outline[(index + 1) % outline.length] ?? from;
      const away = distanceToWall([x, y], from, to);
      if (away < nearest) {
        nearest = away;
        level = Math.abs(to[0] - from[0]) >= Math.abs(to[1] - from[1]);
      }
    });
  }
  return level;
}

function distanceToWall([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const dx = toX - fromX;
  const dy = toY - fromY;
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / squared));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
