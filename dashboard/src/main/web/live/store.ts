// Holds one immutable state and tells its readers when it was replaced.
export class Store<S> {
  private readonly readers = new Set<() => void>();

  constructor(private current: S) {}

  get state(): S {
    return this.current;
  }

  update(change: (state: S) => S): void {
    const next = change(this.current);
    if (next !== this.current) {
      this.current = next;
      this.readers.forEach((reader) => reader());
    }
  }

  subscribe(reader: () => void): () => void {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }
}
