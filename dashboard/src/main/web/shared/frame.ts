import { html, type TemplateResult } from 'lit';
import { addressIn, language, languages, strings } from '../strings/language';

export function brand(): TemplateResult {
  return html`<a class="brand" href="/"
    ><svg viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="6" cy="16" r="4" class="ring" />
      <circle cx="18" cy="16" r="4" class="ring" />
      <circle cx="12" cy="7" r="5" class="fill" /></svg
    ><span>Terzo</span></a
  >`;
}

export function languageSwitch(): TemplateResult {
  return html`<nav class="languages" aria-label=${strings.language}>
    ${languages.map(
      ({ tag, name }) =>
        html`<a href=${addressIn(tag)} lang=${tag} hreflang=${tag} aria-current=${tag === language ? 'true' : 'false'} title=${name}
          ><span aria-hidden="true">${tag.toUpperCase()}</span><span class="hidden">${name}</span></a
        >`,
    )}
  </nav>`;
}

// A page that has one sentence to say.
export function message(text: string): TemplateResult {
  return html`<main class="message"><p role="status">${text}</p></main>`;
}
