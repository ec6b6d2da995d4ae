import type { FreeDesks } from '../live/shapes';
import type { Store } from '../live/store';
import { Stream } from '../live/stream';
import { ask } from '../shared/answer';
import { siteApi } from '../shared/address';
import { language } from '../strings/language';
import { isStale, ageMs, type MemberState } from './state';

const ASK_AT_MOST_EVERY_MS = 1_000;
const ASK_WITHOUT_STREAM_EVERY_MS = 30_000;
const ASK_WITH_STREAM_EVERY_MS = 45_000;
const TICK_MS = 1_000;
const CHANGES = ['snapshot', 'desk', 'zone'];

// Keeps the members' answer fresh: asks again when the stream says that something changed, and now and then in any case.
export class Following {
  private askedAtMs = -Infinity;
  private due: number | undefined;
  private asking = false;

  constructor(
    private readonly site: string,
    private readonly store: Store<MemberState>,
  ) {}

  start(): void {
    this.askSoon();
    const stream = new Stream(`${siteApi(this.site)}/live/stream?view=member`, [...CHANGES, 'heartbeat'], {
      event: (name) => CHANGES.includes(name) && this.askSoon(),
      connection: (connection) => this.store.update((state) => (state.connection === connection ? state : { ...state, connection })),
      refused: () => this.askSoon(),
    });
    stream.open();
    window.setInterval(() => this.tick(), TICK_MS);
  }

  private tick(): void {
    this.store.update((state) => ({ ...state, nowMs: Date.now() }));
    const { connection } = this.store.state;
    const every = connection === 'live' && !isStale(this.store.state) ? ASK_WITH_STREAM_EVERY_MS : ASK_WITHOUT_STREAM_EVERY_MS;
    const tooOld = ageMs(this.store.state) > every;
    if (tooOld && performance.now() - this.askedAtMs > ASK_WITHOUT_STREAM_EVERY_MS) {
      this.askSoon();
    }
  }

  // Many changes in a second make one question.
  private askSoon(): void {
    if (this.due === undefined) {
      const wait = Math.max(0, this.askedAtMs + ASK_AT_MOST_EVERY_MS - performance.now());
      this.due = window.setTimeout(() => void this.ask(), wait);
    }
  }

  private async ask(): Promise<void> {
    this.due = undefined;
    if (this.asking) {
      return this.askSoon();
    }
    this.asking = true;
    this.askedAtMs = performance.now();
    const answer = await ask<FreeDesks>(`${siteApi(this.site)}/free-desks`, language);
    this.asking = false;
    const nowMs = Date.now();
    if (answer.kind === 'ok') {
      const age = Math.max(0, answer.servedAtMs - Date.parse(answer.value.asOf));
      this.store.update((state) => ({
        ...state,
        problem: 'none',
        answer: answer.value,
        ageAtArrivalMs: Number.isFinite(age) ? age : Infinity,
        arrivedAtMs: nowMs,
        nowMs,
      }));
    } else {
      this.store.update((state) => ({ ...state, problem: answer.kind, nowMs }));
    }
  }
}
