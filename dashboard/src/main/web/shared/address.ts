// The site that the page's address names, as /s/{site} or /manage/{site}.
export function siteOfAddress(): string {
  return decodeURIComponent(location.pathname.split('/')[2] ?? '');
}

export function siteApi(site: string): string {
  return `/api/v1/sites/${encodeURIComponent(site)}`;
}
