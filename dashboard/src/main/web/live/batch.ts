// Gathers what arrives while the page is busy, so that a burst makes one new state and one drawing.
export class Batch<E> {
  private waiting: E[] = [];

  constructor(private readonly take: (all: readonly E[]) => void) {}

  add(each: E): void {
    if (this.waiting.length === 0) {
      setTimeout(() => this.flush());
    }
    this.waiting.push(each);
  }

  private flush(): void {
    const all = this.waiting;
    this.waiting = [];
    this.take(all);
  }
}
