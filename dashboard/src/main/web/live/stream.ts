// Three heartbeats are due in this time; after so much silence the connection counts as lost, whatever the browser says.
const SILENCE_MS = 40_000;
// A page that was hidden for so long opens a new connection: the old one may have died unnoticed.
const DOUBTFUL_MS = 20_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 15_000;

export type Connection = 'connecting' | 'live' | 'lost';

export interface StreamReader {
  event(name: string, data: unknown): void;
  connection(connection: Connection): void;
  // The stream was refused rather than interrupted: perhaps the session ended or the site is gone.
  refused(): void;
}

// Follows the hub's server-sent events for as long as the page is open. The browser resumes by itself after an interruption, with
// Last-Event-ID; this class opens anew where the browser gives up or does not notice.
export class Stream {
  private source: EventSource | undefined;
  private silence: number | undefined;
  private retry: number | undefined;
  private retryMs = RETRY_FIRST_MS;
  private heardAtMs = 0;
  private lastId = 0;

  constructor(
    private readonly url: string,
    private readonly names: readonly string[],
    private readonly reader: StreamReader,
  ) {
    window.addEventListener('offline', () => this.reader.connection('lost'));
    window.addEventListener('online', () => this.open());
    document.addEventListener('visibilitychange', () => this.wake());
  }

  open(): void {
    this.close();
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => this.heard();
    source.onerror = () => this.failed(source);
    for (const name of this.names) {
      source.addEventListener(name, (event) => this.receive(name, event as MessageEvent<string>));
    }
    this.listenForSilence();
  }

  private close(): void {
    window.clearTimeout(this.retry);
    window.clearTimeout(this.silence);
    this.source?.close();
    this.source = undefined;
  }

  private receive(name: string, event: MessageEvent<string>): void {
    this.heard();
    if (this.isNews(name, event.lastEventId)) {
      this.reader.event(name, JSON.parse(event.data));
    }
  }

  // Numbers grow; what is not above the last was shown already. A snapshot starts anew, and a heartbeat has no number of its own.
  private isNews(name: string, text: string): boolean {
    const id = Number(text);
    if (name === 'heartbeat' || text === '' || !Number.isFinite(id)) {
      return true;
    }
    const isNews = name === 'snapshot' || id > this.lastId;
    this.lastId = isNews ? id : this.lastId;
    return isNews;
  }

  private heard(): void {
    this.retryMs = RETRY_FIRST_MS;
    this.heardAtMs = Date.now();
    this.reader.connection('live');
    this.listenForSilence();
  }

  private failed(source: EventSource): void {
    this.reader.connection('lost');
    if (source.readyState === EventSource.CLOSED) {
      this.reader.refused();
      this.openLater();
    }
  }

  private listenForSilence(): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.reader.connection('lost');
      this.openLater();
    }, SILENCE_MS);
  }

  private openLater(): void {
    this.close();
    this.retry = window.setTimeout(() => this.open(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_MOST_MS);
  }

  private wake(): void {
    const isDoubtful = this.source?.readyState !== EventSource.OPEN || Date.now() - this.heardAtMs > DOUBTFUL_MS;
    if (document.visibilityState === 'visible' && isDoubtful) {
      this.open();
    }
  }
}
