import { LitElement, html } from 'lit';
import { fill, plural, say, time } from './strings';

type FreeDesks = {
  asOf: string; open: boolean | null; free: { certain: number; possible: number }; unknown: number; rule: string;
  zones: { zone: string; name: string; desks: { desk: string; label: string; state: string; amenities: string[] }[] }[];
};

/// Which desks are free, for a member with a phone.
class Member extends LitElement {
  private answer: FreeDesks | null = null;
  private lost = false;
  private due = 0;
  private readonly site = location.pathname.split('/')[2];
  override createRenderRoot() { return this; }

  override connectedCallback() {
    super.connectedCallback();
    this.refresh();
    const source = new EventSource(`/api/v1/sites/${this.site}/live/stream?view=member`);
    ['desk', 'zone', 'snapshot'].forEach(name => source.addEventListener(name, () => this.soon()));
    source.addEventListener('error', () => { this.lost = true; this.requestUpdate(); });
    setInterval(() => this.refresh(), 30_000);
  }

  /// At most once a second, however much changes.
  private soon() {
    if (!this.due) this.due = window.setTimeout(() => { this.due = 0; this.refresh(); }, 300);
  }

  private async refresh() {
    try {
      const answer = await fetch(`/api/v1/sites/${this.site}/free-desks`);
      this.lost = !answer.ok;
      if (answer.ok) this.answer = await answer.json();
    } catch {
      this.lost = true;
    }
    this.requestUpdate();
  }

  override render() {
    const answer = this.answer;
    return html`<main data-connection=${this.lost ? 'lost' : 'live'}>
      ${this.lost ? html`<p class="lost" role="alert">${say.lost}</p>` : ''}
      ${answer ? html`
        <p class="big free" data-free-certain>${answer.free.certain}</p>
        <h1>${plural(say.freeDesks, answer.free.certain)}</h1>
        ${answer.unknown ? html`<p class="unknown">? ${plural(say.unknownDesks, answer.unknown)}</p>` : ''}
        ${answer.open === false ? html`<p class="card">${say.closed}</p>` : ''}
        ${answer.zones.map(zone => html`<section class="card"><h2>${zone.name}</h2><ul class="desks">
          ${zone.desks.filter(desk => desk.state === 'free').map(desk => html`
            <li data-desk=${desk.desk}><strong class="free">✓ ${desk.label}</strong> <span class="soft">${desk.amenities.join(', ')}</span></li>`)}
          </ul>${zone.desks.some(desk => desk.state === 'free') ? '' : html`<p class="soft">${say.nobody}</p>`}</section>`)}
        <p class="soft">${answer.rule}</p><p class="soft">${fill(say.asOf, { t: time(answer.asOf) })}</p>` : ''}</main>`;
  }
}
customElements.define('terzo-member', Member);
