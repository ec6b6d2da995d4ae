import { LitElement, html } from 'lit';
import { say } from './strings';

/// The sites of this hub, for who is signed in.
class Landing extends LitElement {
  private sites: { site: string; name: string }[] = [];
  private signedOut = false;
  override createRenderRoot() { return this; }

  override async connectedCallback() {
    super.connectedCallback();
    const answer = await fetch('/api/v1/sites');
    this.signedOut = answer.status === 401;
    if (answer.ok) this.sites = (await answer.json()).sites;
    this.requestUpdate();
  }

  override render() {
    return html`<main><div class="head"><h1>Terzo</h1></div>
      ${this.signedOut ? html`<p class="card">${say.signIn}</p>` : ''}
      ${this.sites.map(site => html`<section class="card"><h2>${site.name}</h2>
        <a href="/manage/${site.site}">${say.livePlan}</a> · <a href="/s/${site.site}">${say.memberPage}</a></section>`)}</main>`;
  }
}
customElements.define('terzo-landing', Landing);
