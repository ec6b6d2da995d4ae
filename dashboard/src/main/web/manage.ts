import { LitElement, html, svg } from 'lit';
import { follow, shown, type Desk, type Live, type State } from './store';
import { fill, say, time } from './strings';

type Point = [number, number];
type Site = {
  site: string; name: string; timeZone: string; plan: { width: number; height: number } | null;
  zones: { zone: string; name: string; outline: Point[] }[]; desks: { desk: string; label: string; at: Point | null }[];
  doors: { door: string; at: Point | null }[];
};
const SIGN: Record<State, string> = { free: '✓', held: '◐', occupied: '●', unknown: '?' };
const STATES: State[] = ['free', 'held', 'occupied', 'unknown'];

/// The live floor plan of one site, for its manager.
class Manage extends LitElement {
  private site: Site | null = null;
  private live: Live | null = null;
  private chosen = '';
  private problem = '';
  override createRenderRoot() { return this; }

  override async connectedCallback() {
    super.connectedCallback();
    const id = location.pathname.split('/')[2]!;
    const answer = await fetch(`/api/v1/sites/${id}`);
    if (answer.ok) {
      this.site = await answer.json();
      follow(id, '', live => { this.live = live; this.requestUpdate(); });
    } else {
      this.problem = answer.status === 401 ? say.signIn : say.noSite;
    }
    this.requestUpdate();
  }

  private desk(id: string): Desk | undefined {
    return this.live?.desks.find(each => each.desk === id);
  }

  override render() {
    if (!this.site) return html`<main>${this.problem ? html`<p class="card">${this.problem}</p>` : ''}</main>`;
    const states = this.site.desks.map(each => shown(this.desk(each.desk)));
    const connected = this.live?.connected ?? false;
    return html`<main data-connection=${connected ? 'live' : 'lost'}>
      <div class="head"><h1>${this.site.name}</h1><ul class="counts">
        ${STATES.map(state => html`<li class=${state}>${SIGN[state]} ${states.filter(each => each === state).length} ${say[state]}</li>`)}</ul></div>
      ${this.live && !connected ? html`<p class="lost" role="alert">${say.lost}</p>` : ''}
      <div class="columns"><section class="card">${this.plan(this.site)}</section>
        <aside>${this.details(this.site)}${this.gateways()}</aside></div></main>`;
  }

  private plan(site: Site) {
    const { width, height } = site.plan ?? { width: 20, height: 12 };
    return html`<svg class="plan" viewBox="-0.3 -0.3 ${width + 0.6} ${height + 0.6}" role="group" aria-label=${site.name} @keydown=${this.move}>
      ${site.zones.map(zone => this.zone(zone))}
      ${site.doors.filter(door => door.at).map(door => svg`<circle class="door" cx=${door.at![0]} cy=${door.at![1]} r="0.22"/>`)}
      ${site.desks.filter(desk => desk.at).map(desk => this.shape(desk.desk, desk.label, desk.at!))}</svg>`;
  }

  private zone(zone: Site['zones'][0]) {
    const people = this.live?.zones.find(each => each.zone === zone.zone)?.headcount;
    const known = people && people.best !== null;
    const [x, y] = zone.outline.reduce((a, b) => (b[0] + b[1] < a[0] + a[1] ? b : a), [1e9, 1e9] as Point);
    return svg`<polygon class="zone" points=${zone.outline.map(point => point.join(',')).join(' ')}/>
      <text x=${x + 0.25} y=${y + 0.6}>${zone.name}</text>
      <text class="soft" x=${x + 0.25} y=${y + 1.1} data-zone=${zone.zone}>${known ? fill(say.people, people as any) : say.peopleUnknown}</text>`;
  }

  private shape(id: string, label: string, at: Point) {
    const state = shown(this.desk(id));
    return svg`<g class="desk" tabindex="0" role="button" data-desk=${id} data-state=${state} aria-label=${fill(say.deskName, { d: label, s: say[state] })}
        transform="translate(${at[0]} ${at[1]})" @click=${() => this.choose(id)} @focus=${() => this.choose(id)}>
      <rect x="-0.7" y="-0.45" width="1.4" height="0.9"/><text y="0.16">${SIGN[state]} ${label}</text></g>`;
  }

  private choose(id: string) {
    this.chosen = id;
    this.requestUpdate();
  }

  /// Arrow keys go from desk to desk in reading order.
  private move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const desks = [...this.querySelectorAll<SVGGElement>('.desk')];
    const at = desks.indexOf(document.activeElement as unknown as SVGGElement);
    if (step && at >= 0) {
      event.preventDefault();
      desks[(at + step + desks.length) % desks.length]!.focus();
    }
  }

  private details(site: Site) {
    const desk = this.desk(this.chosen);
    const label = site.desks.find(each => each.desk === this.chosen)?.label;
    return html`<section class="card" aria-live="polite"><h2>${say.details} ${label ?? ''}</h2>${desk ? html`<dl>
      <dt>${say.state}</dt><dd class=${shown(desk)}>${SIGN[shown(desk)]} ${say[shown(desk)]}</dd>
      <dt>${say.since}</dt><dd>${time(desk.since, site.timeZone)}</dd>
      <dt>${say.reason}</dt><dd>${desk.reason}</dd>
      <dt>${say.confidence}</dt><dd>${Math.round(desk.confidence * 100)} %</dd>
      <dt>${say.observed}</dt><dd>${time(desk.observedAt, site.timeZone)}</dd></dl>` : html`<p class="soft">${say.choose}</p>`}</section>`;
  }

  private gateways() {
    return html`<section class="card"><h2>${say.gateways}</h2><dl>${(this.live?.gateways ?? []).map(gateway =>
      html`<dt>${gateway.gateway}</dt><dd>${gateway.state} <span class="soft">${time(gateway.lastHeard, this.site?.timeZone)}</span></dd>`)}</dl></section>`;
  }
}
customElements.define('terzo-manage', Manage);
