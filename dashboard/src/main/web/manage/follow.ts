import { Batch } from '../live/batch';
import { HubClock } from '../live/clock';
import type { Live, Site } from '../live/shapes';
import { EVENT_NAMES, reduce, type LiveEvent, type LiveState } from '../live/state';
import type { Store } from '../live/store';
import { Stream, type Connection } from '../live/stream';
import { ask } from '../shared/answer';
import { siteApi } from '../shared/address';
import { language } from '../strings/language';

const TICK_MS = 1_000;
const ASK_AGAIN_MS = 5_000;
// Somebody may sign in elsewhere, or the site may be imported while this page waits.
const ASK_AFTER_REFUSAL_MS = 15_000;

// Feeds the store: the site's map once, then the stream; and the time, so that reports expire also when nothing arrives.
export class Following {
  private readonly clock = new HubClock();
  private readonly arrived = new Batch<LiveEvent>((events) => this.take(events));
  private streaming = false;
  private again: number | undefined;

  constructor(
    private readonly site: string,
    private readonly store: Store<LiveState>,
  ) {}

  start(): void {
    void this.askForSite();
    window.setInterval(() => this.store.update((state) => ({ ...state, nowMs: this.clock.nowMs() })), TICK_MS);
  }

  private async askForSite(): Promise<void> {
    const answer = await ask<Site>(siteApi(this.site), language);
    if (answer.kind === 'ok') {
      this.store.update((state) => ({ ...state, site: answer.value, problem: 'none' }));
      this.openStream();
      return;
    }
    this.store.update((state) => ({ ...state, problem: answer.kind }));
    window.clearTimeout(this.again);
    this.again = window.setTimeout(() => void this.askForSite(), answer.kind === 'unreachable' ? ASK_AGAIN_MS : ASK_AFTER_REFUSAL_MS);
  }

  private openStream(): void {
    if (this.streaming) {
      return;
    }
    this.streaming = true;
    const stream = new Stream(`${siteApi(this.site)}/live/stream`, EVENT_NAMES, {
      event: (name, data) => this.receive(name, data),
      connection: (connection) => this.connect(connection),
      refused: () => void this.askForSite(),
    });
    stream.open();
  }

  private receive(name: string, data: unknown): void {
    if (name === 'snapshot' || name === 'heartbeat') {
      this.clock.hear((data as { readonly asOf: string }).asOf);
    }
    this.arrived.add({ name, data });
  }

  private take(events: readonly LiveEvent[]): void {
    const isNewDesk = events.some(({ name, data }) => name === 'snapshot' && this.hasUnmappedDesk(data as Live));
    this.store.update((state) => ({ ...reduce(state, events), nowMs: this.clock.nowMs() }));
    if (isNewDesk) {
      void this.askForSite();
    }
  }

  // The map was changed while the page was open.
  private hasUnmappedDesk(live: Live): boolean {
    const mapped = new Set(this.store.state.site?.desks.map((desk) => desk.desk));
    return live.desks.some((desk) => !mapped.has(desk.desk));
  }

  private connect(connection: Connection): void {
    if (connection === this.store.state.connection) {
      return;
    }
    if (connection === 'lost') {
      this.clock.forget();
    }
    const nowMs = this.clock.nowMs();
    this.store.update((state) => ({ ...state, connection, nowMs, lostSinceMs: connection === 'lost' ? nowMs : undefined }));
  }
}
