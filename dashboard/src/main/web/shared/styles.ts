import base from '../style/base.css';
import tokens from '../style/tokens.css';

// Styles come with the script: one request less, and no inline style that a content policy must allow.
export function adopt(...own: readonly string[]): void {
  document.adoptedStyleSheets = [tokens, base, ...own].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
