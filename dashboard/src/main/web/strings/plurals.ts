// The forms of one sentence; `#` stands for the number. Which forms a language has, Intl.PluralRules knows.
type Forms = { readonly [rule in Intl.LDMLPluralRule]?: string } & { readonly other: string };

export function plurals(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', digits.format(count));
}
