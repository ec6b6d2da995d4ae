// What became of a request: a refusal or a silence is a value, not an exception.
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly servedAtMs: number }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'no-site' }
  | { readonly kind: 'unreachable' };

const PATIENCE_MS = 10_000;

// `alsoAnswer` is a status whose body is an answer too.
export async function ask<T>(url: string, language: string, alsoAnswer?: number): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json', 'Accept-Language': language },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok || response.status === alsoAnswer) {
      const served = Date.parse(response.headers.get('Date') ?? '');
      return { kind: 'ok', value: (await response.json()) as T, servedAtMs: Number.isFinite(served) ? served : Date.now() };
    }
    return { kind: refusal(response.status) };
  } catch {
    // Network failures, timeouts and broken JSON have one meaning here: there is no answer.
    return { kind: 'unreachable' };
  }
}

function refusal(status: number): 'signed-out' | 'no-site' | 'unreachable' {
  switch (status) {
    case 401:
    case 403:
      return 'signed-out';
    case 400:
    case 404:
      return 'no-site';
    default:
      return 'unreachable';
  }
}
