/// Every sentence a person reads. A key that one language lacks does not type-check.
const en = {
  free: 'free', held: 'held', occupied: 'occupied', unknown: 'unknown',
  freeDesks: { one: 'desk is free', other: 'desks are free' },
  unknownDesks: { one: '{n} desk is unknown', other: '{n} desks are unknown' },
  lost: 'The connection is lost. What you see may be out of date.',
  signIn: 'Please open the one-time link that the hub printed when it started.',
  sites: 'Sites', livePlan: 'Live plan', memberPage: 'Page for members', gateways: 'Gateways', details: 'Desk',
  choose: 'Choose a desk to see why it is shown as it is.',
  state: 'State', since: 'Since', reason: 'Reason', confidence: 'Confidence', observed: 'Last watched', never: 'never',
  asOf: 'As of {t}', nobody: 'No desk is free right now.', closed: 'The site is closed now.', noSite: 'There is no such site.',
  deskName: 'Desk {d}, {s}', people: '{low}–{best}–{high} people', peopleUnknown: 'people unknown',
};
type Strings = typeof en;
const fr: Strings = {
  free: 'libre', held: 'réservé un moment', occupied: 'occupé', unknown: 'inconnu',
  freeDesks: { one: 'bureau est libre', other: 'bureaux sont libres' },
  unknownDesks: { one: '{n} bureau est inconnu', other: '{n} bureaux sont inconnus' },
  lost: 'La connexion est perdue. Ce que vous voyez n’est peut-être plus à jour.',
  signIn: 'Veuillez ouvrir le lien à usage unique que le hub a affiché à son démarrage.',
  sites: 'Sites', livePlan: 'Plan en direct', memberPage: 'Page des membres', gateways: 'Passerelles', details: 'Bureau',
  choose: 'Choisissez un bureau pour savoir pourquoi il est affiché ainsi.',
  state: 'État', since: 'Depuis', reason: 'Raison', confidence: 'Confiance', observed: 'Dernier suivi', never: 'jamais',
  asOf: 'État à {t}', nobody: 'Aucun bureau n’est libre en ce moment.', closed: 'Le site est fermé en ce moment.', noSite: 'Ce site n’existe pas.',
  deskName: 'Bureau {d}, {s}', people: '{low}–{best}–{high} personnes', peopleUnknown: 'nombre de personnes inconnu',
};
const languages: Record<string, Strings> = { en, fr };

export const language = (() => {
  const wanted = [new URLSearchParams(location.search).get('lang') ?? '', ...navigator.languages];
  return wanted.map(tag => tag.slice(0, 2)).find(tag => tag in languages) ?? 'en';
})();
document.documentElement.lang = language;

export const say = languages[language]!;

export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function plural(forms: { one: string; other: string }, n: number): string {
  return fill(new Intl.PluralRules(language).select(n) === 'one' ? forms.one : forms.other, { n });
}

export function time(iso: string | null, timeZone?: string): string {
  return iso ? new Intl.DateTimeFormat(language, { timeStyle: 'medium', dateStyle: 'short', timeZone }).format(new Date(iso)) : say.never;
}
