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
// @param headcount undefined where nobody counts
export function zoneText(zone: Zone, headcount: Headcount | undefined, layout: Layout): SVGTemplateResult | typeof nothing {
  const box = boxOf(zone);
  if (box === undefined) {
    return nothing;
  }
  const count = headcount === undefined ? '' : interval(headcount) + (zone.capacity === null ? '' : ` / ${zone.capacity}`);
  const room = box.width - 2 * PADDING;
  const onOneLine = (zone.name.length + count.length + 4) * TEXT * LETTER <= room;
  const names = onOneLine ? [zone.name] : wrapped(zone.name, room);
  const lines = onOneLine || count === '' ? names.length : names.length + 1;
  const longest = Math.max(...names.map((line) => line.length), onOneLine ? 0 : count.length);
  const size = Math.max(LEAST_TEXT, Math.min(TEXT, room / (longest * LETTER)));
  const x = box.x + PADDING;
  const y = box.y + top(box, lines * size * LINE, layout) + size;
  return svg`<g class="zone-text" data-zone=${zone.zone} font-size=${size} aria-hidden="true">
    ${names.map((line, index) => svg`<text class="name" x=${x} y=${y + index * size * LINE}>${line}</text>`)}
    ${headcount === undefined ? nothing : figure(headcount, zone.capacity, onOneLine ? box.x + box.width - PADDING : x, y + (lines - 1) * size * LINE, onOneLine ? 'end' : 'start')}
  </g>`;
}

// The best guess stands out between the low and the high one.
function figure(headcount: Headcount, capacity: number | null, x: number, y: number, anchor: 'start' | 'end'): SVGTemplateResult {
  const { low, best, high } = headcount;
  return svg`<text class="count" x=${x} y=${y} text-anchor=${anchor}>${best === null ? '?' : svg`<tspan class="bound">${low}–</tspan>${best}<tspan class="bound">–${high}</tspan>`}${capacity === null ? nothing : svg`<tspan class="bound"> / ${capacity}</tspan>`}</text>`;
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
