import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Headcount, Point, Zone } from '../live/shapes';
import { boxOf, isOnLevelWall, type Box, type Layout } from './layout';
import type { Door, Site } from '../live/shapes';
import { interval } from './describe';

const TEXT = 0.5;
const LEAST_TEXT = 0.3;
const PADDING = 0.35;
// Mean width of a letter as a share of the text's size.
const LETTER = 0.54;
const LINE = 1.3;

export function zoneGround(zone: Zone): SVGTemplateResult | typeof nothing {
  return zone.outline.length < 3 ? nothing : svg`<polygon class="zone" data-kind=${zone.kind} points=${zone.outline.map(([x, y]) => `${x},${y}`).join(' ')} />`;
}

// The zone's name and its headcount, in a corner where no desk stands.
export function zoneText(zone: Zone, headcount: Headcount, capacity: number | null, layout: Layout): SVGTemplateResult | typeof nothing {
  const box = boxOf(zone);
  if (box === undefined) {
    return nothing;
  }
  const count = interval(headcount) + (capacity === null ? '' : ` / ${capacity}`);
  const room = box.width - 2 * PADDING;
  const onOneLine = (zone.name.length + count.length + 4) * TEXT * LETTER <= room;
  const lines = onOneLine ? [zone.name] : [...wrapped(zone.name, room), count];
  const longest = Math.max(...lines.map((line) => line.length));
  const size = Math.max(LEAST_TEXT, Math.min(TEXT, room / (longest * LETTER)));
  const x = box.x + PADDING;
  const y = box.y + top(box, lines.length * size * LINE, layout) + size;
  return svg`<g class="zone-text" data-zone=${zone.zone} font-size=${size} aria-hidden="true">
    ${lines.map((line, index) => svg`<text class=${index > 0 && line === count ? 'count' : 'name'} x=${x} y=${y + index * size * LINE}>${line}</text>`)}
    ${onOneLine ? svg`<text class="count" x=${box.x + box.width - PADDING} y=${y} text-anchor="end">${count}</text>` : nothing}
  </g>`;
}

function wrapped(name: string, room: number): readonly string[] {
  return name.length * TEXT * LETTER <= room ? [name] : name.split(' ');
}

// At the top unless desks stand there and the bottom is clear.
function top(box: Box, height: number, layout: Layout): number {
  const bottom = box.height - height - PADDING;
  const standsIn = (from: number): boolean =>
    [...layout.places.values()].some(
      ([x, y]) =>
        x > box.x && x < box.x + box.width && y + 0.7 * layout.scale > box.y + from && y - 0.45 * layout.scale < box.y + from + height,
    );
  return standsIn(PADDING * 0.7) && !standsIn(bottom) ? bottom : PADDING * 0.7;
}

// A gap in the wall with a leaf standing open.
export function doorShape(site: Site, door: Door, at: Point): SVGTemplateResult {
  const turn = isOnLevelWall(site, at) ? 0 : 90;
  return svg`<g class="door" data-door=${door.door} transform="translate(${at[0]} ${at[1]}) rotate(${turn})" aria-hidden="true">
    <line class="gap" x1="-0.5" x2="0.5" y1="0" y2="0" />
    <path class="swing" d="M0.5 0 A1 1 0 0 0 -0.5 -1" />
    <path class="leaf" d="M-0.5 0 V-1" />
  </g>`;
}
