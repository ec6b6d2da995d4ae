import { en } from './en';
import { fr } from './fr';
import type { Strings } from './strings';

// One line for each language: its name in itself, and its texts.
const LANGUAGES: Readonly<Record<string, { readonly name: string; readonly strings: Strings }>> = {
  en: { name: 'English', strings: en },
  fr: { name: 'Français', strings: fr },
};

const FALLBACK = 'en';

function chosen(): string {
  const asked = new URLSearchParams(location.search).get('lang');
  const wanted = [...(asked === null ? [] : [asked]), ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return wanted.find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? FALLBACK;
}

export const language: string = chosen();
// Times and numbers as in the reader's own country, where that speaks this language.
export const locale: string = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
export const strings: Strings = LANGUAGES[language]?.strings ?? en;

export const languages: readonly { readonly tag: string; readonly name: string }[] = Object.entries(LANGUAGES).map(([tag, each]) => ({
  tag,
  name: each.name,
}));

export function addressIn(tag: string): string {
  const parameters = new URLSearchParams(location.search);
  parameters.set('lang', tag);
  return `${location.pathname}?${parameters}`;
}

// Screen readers and hyphenation follow the language of the page.
export function announceLanguage(title: string): void {
  document.documentElement.lang = language;
  document.title = title;
}
