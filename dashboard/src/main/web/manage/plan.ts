import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Site } from '../live/shapes';
import { deskState, headcount, isCounted, readingAgeMs, type LiveState } from '../live/state';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { spokenDesk, today } from './describe';
import { deskShape } from './desk-shape';
import { layoutOf, type Layout } from './layout';
import { neighbour } from './neighbour';
import { doorShape, zoneGround, zoneText } from './zone-shape';

export const OLD_MS = 60_000;
// Below this a desk could not be hit with a finger; the plan scrolls instead.
const LEAST_PIXELS_PER_METRE = 24;
// Above this a small room would be drawn with walls as thick as a hand.
const MOST_REM_PER_METRE = 6;

// The gestures on the plan, as events that the page turns into state.
export type DeskGesture = CustomEvent<string | undefined>;

export class PlanView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;
  private drawn: { readonly site: Site; readonly layout: Layout } | undefined;
  private sized: Layout | undefined;
  private tabStop: string | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { site } = this.state;
    if (site === undefined) {
      return nothing;
    }
    const layout = this.layout(site);
    return html`<div class="plan-scroll">
      <svg
        class="plan"
        role="group"
        aria-label=${strings.planHelp}
        viewBox="-0.4 -0.4 ${layout.width + 0.8} ${layout.height + 0.8}"
        @keydown=${this.press}
        @click=${(event: Event) => this.tell('desk-chosen', event)}
        @focusin=${(event: Event) => this.arrive(event)}
        @focusout=${() => this.point(undefined)}
        @pointerover=${(event: Event) => this.point(deskUnder(event))}
        @pointerleave=${() => this.point(undefined)}
      >
        <defs>
          <pattern id="hatch" width="0.22" height="0.22" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-ground" width="0.22" height="0.22" />
            <line class="hatch-line" x1="0" x2="0" y1="0" y2="0.22" />
          </pattern>
        </defs>
        ${guard([site], () => [site.zones.map(zoneGround), site.doors.map((door) => (door.at === null ? nothing : doorShape(site, door, door.at)))])}
        ${this.headcounts(site, layout)} ${this.desks(site, layout)}
      </svg>
    </div>`;
  }

  // Set here because a content policy may forbid style attributes; and once for each plan, because it is never free.
  protected override updated(): void {
    const plan = this.querySelector<SVGElement>('svg.plan');
    if (plan !== null && this.drawn !== undefined && this.sized !== this.drawn.layout) {
      this.sized = this.drawn.layout;
      const { width } = this.drawn.layout;
      plan.style.minWidth = `${Math.round(width * LEAST_PIXELS_PER_METRE)}px`;
      plan.style.maxWidth = `${Math.round(width * MOST_REM_PER_METRE)}rem`;
    }
  }

  private headcounts(site: Site, layout: Layout): unknown {
    return site.zones.map((zone) => {
      const people = isCounted(this.state, zone) ? headcount(this.state, zone.zone) : undefined;
      return guard([layout, zone, people], () => zoneText(zone, people, layout));
    });
  }

  // A desk is drawn again only when it looks or reads otherwise: of 500, an event changes one and a second most often none.
  private desks(site: Site, layout: Layout): unknown {
    const tabStop = this.tabStop ?? site.desks[0]?.desk;
    const day = today(this.state);
    return site.desks.map((desk) => {
      const state = deskState(this.state, desk.desk);
      const isOld = (readingAgeMs(this.state, desk.desk) ?? 0) > OLD_MS;
      const isSelected = this.state.selected === desk.desk;
      const isTabStop = tabStop === desk.desk;
      const since = this.state.desks.get(desk.desk)?.since;
      return guard([layout, desk, state, since, day, isOld, isSelected, isTabStop], () =>
        deskShape({
          desk,
          state,
          at: layout.places.get(desk.desk) ?? [0, 0],
          scale: layout.scale,
          spoken: spokenDesk(this.state, desk),
          isOld,
          isSelected,
          isTabStop,
        }),
      );
    });
  }

  private layout(site: Site): Layout {
    if (this.drawn?.site !== site) {
      this.drawn = { site, layout: layoutOf(site) };
    }
    return this.drawn.layout;
  }

  private press(event: KeyboardEvent): void {
    const here = deskUnder(event);
    if (here === undefined || this.drawn === undefined) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.tell('desk-opened', event);
      return;
    }
    const next = neighbour(this.drawn.layout.places, here, event.key);
    if (next !== undefined) {
      event.preventDefault();
      this.focusDesk(next);
    }
  }

  focusDesk(id: string): void {
    this.querySelector<SVGElement>(`[data-desk="${CSS.escape(id)}"]`)?.focus();
  }

  private arrive(event: Event): void {
    this.tabStop = deskUnder(event) ?? this.tabStop;
    this.point(deskUnder(event));
    this.requestUpdate();
  }

  private tell(name: 'desk-chosen' | 'desk-opened', event: Event): void {
    const detail = deskUnder(event);
    if (detail !== undefined) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  private point(detail: string | undefined): void {
    this.dispatchEvent(new CustomEvent('desk-pointed', { detail }));
  }
}

function deskUnder(event: Event): string | undefined {
  const target = event.target;
  return target instanceof Element ? (target.closest('[data-desk]')?.getAttribute('data-desk') ?? undefined) : undefined;
}
